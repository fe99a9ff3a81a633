package dev.kalm.server.check;

import dev.kalm.server.check.Authorities.Authority;
import dev.kalm.server.check.Authorities.NameServer;
import dev.kalm.server.check.DnsReply.Answered;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What one of the parent zone's servers says of a zone below it. */
sealed interface ParentView {
  NameServer server();

  /**
   * @param nameServers empty: it does not delegate the zone
   * @param addresses what it knows, or leads to, for each expected name server
   */
  record Said(NameServer server, Set<Name> nameServers, Map<Name, Set<InetAddress>> addresses)
      implements ParentView {}

  record Unasked(NameServer server, String why) implements ParentView {}

  /** Asks without recursion, as a resolver does. */
  record Looker(DnsResolver resolver) {
    ParentView look(
        Authority parent, NameServer server, Name zone, List<Name> expected, Deadline deadline) {
      DnsReply reply = ask(server, zone, Type.NS, deadline);
      if (!(reply instanceof Answered(var _, var message)) || !isAnswer(message)) {
        return new Unasked(server, Authorities.failure(reply));
      }
      Map<Name, Set<InetAddress>> glue = new HashMap<>(Authorities.addressesIn(message));
      for (Name name : expected) {
        if (!glue.containsKey(name)) {
          glue.put(name, addresses(parent, server, name, deadline));
        }
      }
      return new Said(server, Authorities.nameServers(message, zone), glue);
    }

    /** Glue that the referral does not carry: a parent may still give it when asked for it. */
    private Set<InetAddress> addresses(
        Authority parent, NameServer server, Name name, Deadline deadline) {
      if (!name.subdomain(parent.zone())) {
        return Set.copyOf(resolver.addresses(name, deadline).addresses());
      }
      Map<Name, Set<InetAddress>> found = new HashMap<>();
      for (int type : new int[] {Type.A, Type.AAAA}) {
        if (ask(server, name, type, deadline) instanceof Answered(var _, var message)) {
          Authorities.addressesIn(message)
              .forEach((owner, addresses) ->
                  found.computeIfAbsent(owner, _ -> new HashSet<>()).addAll(addresses));
        }
      }
      return found.getOrDefault(name, Set.of());
    }

    private DnsReply ask(NameServer server, Name name, int type, Deadline deadline) {
      Message query = DnsTransport.query(name, type, false);
      DnsReply reply =
          DnsTransport.ask(server.address(), query, deadline.atMost(resolver.tryLimit()));
      return reply instanceof Answered
          ? reply
          : DnsTransport.ask(server.address(), query, deadline.atMost(resolver.tryLimit()));
    }

    /** With authority, or a referral. */
    private static boolean isAnswer(Message message) {
      return Authorities.isFinal(message)
          || (message.getRcode() == Rcode.NOERROR
              && message.getSection(Section.AUTHORITY).stream()
                  .anyMatch(record -> record.getType() == Type.NS));
    }
  }
}
