package dev.kalm.server.check;

import dev.kalm.server.check.DnsReply.Answered;
import dev.kalm.server.check.DnsReply.Silent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Finds a name's authoritative servers through the recursor, and asks them directly. */
final class Authorities {
  static final int REFERRAL_LIMIT = 8;
  static final int SERVER_LIMIT = 13;

  private final DnsResolver resolver;
  private final int port;

  /**
   * @param port where authoritative servers listen: 53 in the world
   */
  Authorities(DnsResolver resolver, int port) {
    this.resolver = resolver;
    this.port = port;
  }

  /** A zone and where it is served. */
  record Authority(Name zone, List<NameServer> servers) {}

  record NameServer(Name name, InetSocketAddress address) {
    @Override
    public String toString() {
      return DnsText.text(name) + " (" + address.getAddress().getHostAddress() + ")";
    }
  }

  sealed interface Found {
    record Zone(Authority authority) implements Found {}

    /**
     * @param why a sentence's part: what is wrong, what to do
     */
    record Nothing(String why) implements Found {}
  }

  sealed interface Direct {
    record Said(Name zone, InetSocketAddress server, Message message) implements Direct {}

    record Failed(String why) implements Direct {}
  }

  /**
   * The closest enclosing zone that the recursor can see, the name's own included. A zone whose own
   * servers are broken cannot be seen: then its parent is found, whose referral leads to them.
   */
  Found closest(Name name, Deadline deadline) {
    Name at = name;
    String why = "there was no time left to find the name servers of " + DnsText.text(name);
    while (!deadline.isOver()) {
      switch (resolver.askOnce(at, Type.NS, deadline)) {
        case Silent silent -> {
          // The recursor itself may be silent, or be waiting in vain for the zone's own servers.
          why = DnsText.resolverSilent(silent);
          if (at.equals(Name.root)) {
            return new Found.Nothing(why);
          }
          at = new Name(at, 1);
        }
        case Answered(var _, var message) -> {
          Set<Name> names = nameServers(message, at);
          if (!names.isEmpty()) {
            return new Found.Zone(
                new Authority(at, addresses(names, addressesIn(message), deadline)));
          }
          if (at.equals(Name.root)) {
            return new Found.Nothing("the resolver knows no name server of any zone above it");
          }
          at = enclosing(message, at);
        }
      }
    }
    return new Found.Nothing(why);
  }

  /** Asks the servers of the zone that encloses {@code name}, following referrals down to it. */
  Direct ask(Authority from, Name name, int type, Deadline deadline) {
    Authority at = from;
    for (int referral = 0; referral < REFERRAL_LIMIT; referral++) {
      Authority next = null;
      List<String> failures = new ArrayList<>();
      for (NameServer server : at.servers()) {
        if (deadline.isOver()) {
          break;
        }
        DnsReply reply =
            DnsTransport.ask(
                server.address(),
                DnsTransport.query(name, type, false),
                deadline.atMost(resolver.tryLimit()));
        if (reply instanceof Answered(var address, var message)) {
          if (isFinal(message)) {
            return new Direct.Said(at.zone(), address, message);
          }
          next = referral(message, at.zone(), name, deadline);
          if (next != null) {
            break;
          }
        }
        failures.add(failure(reply));
      }
      if (next == null) {
        return new Direct.Failed(nobody(at.zone(), failures));
      }
      at = next;
    }
    return new Direct.Failed(
        "the delegations of " + DnsText.text(name) + " run in a circle at its DNS provider");
  }

  static String nobody(Name zone, List<String> failures) {
    return "no name server of "
        + DnsText.text(zone)
        + " answered ("
        + (failures.isEmpty() ? "none has an address" : String.join(", ", failures))
        + ")";
  }

  static String failure(DnsReply reply) {
    String address = reply.server().getAddress().getHostAddress();
    return switch (reply) {
      case Silent silent -> address + " " + silent.why().text;
      case Answered(var _, var message) when message.getRcode() == Rcode.NOERROR ->
          address + " is not authoritative";
      case Answered(var _, var message) -> address + " answers " + Rcode.string(message.getRcode());
    };
  }

  static boolean isFinal(Message message) {
    int rcode = message.getRcode();
    return message.getHeader().getFlag(Flags.AA)
        && (rcode == Rcode.NOERROR || rcode == Rcode.NXDOMAIN);
  }

  private @Nullable Authority referral(Message message, Name zone, Name name, Deadline deadline) {
    for (Record record : message.getSection(Section.AUTHORITY)) {
      Name cut = record.getName();
      if (record instanceof NSRecord
          && name.subdomain(cut)
          && cut.subdomain(zone)
          && !cut.equals(zone)) {
        Set<Name> names = nameServers(message, cut);
        return new Authority(cut, addresses(names, addressesIn(message), deadline));
      }
    }
    return null;
  }

  /** The NS names of {@code owner}, in the answer or in a referral. */
  static Set<Name> nameServers(Message message, Name owner) {
    Set<Name> names = new LinkedHashSet<>();
    for (int section : new int[] {Section.ANSWER, Section.AUTHORITY}) {
      for (Record record : message.getSection(section)) {
        if (record instanceof NSRecord ns && ns.getName().equals(owner)) {
          names.add(ns.getTarget());
        }
      }
    }
    return names;
  }

  /** Every address in the message, by owner: glue. */
  static Map<Name, Set<InetAddress>> addressesIn(Message message) {
    Map<Name, Set<InetAddress>> found = new LinkedHashMap<>();
    for (int section : new int[] {Section.ANSWER, Section.ADDITIONAL}) {
      for (Record record : message.getSection(section)) {
        InetAddress address =
            switch (record) {
              case ARecord four -> four.getAddress();
              case AAAARecord six -> six.getAddress();
              default -> null;
            };
        if (address != null) {
          found.computeIfAbsent(record.getName(), _ -> new LinkedHashSet<>()).add(address);
        }
      }
    }
    return found;
  }

  private List<NameServer> addresses(
      Set<Name> names, Map<Name, Set<InetAddress>> glue, Deadline deadline) {
    List<NameServer> servers = new ArrayList<>();
    for (Name name : names) {
      Set<InetAddress> known = glue.get(name);
      for (InetAddress address :
          known != null ? known : resolver.addresses(name, deadline).addresses()) {
        if (servers.size() < SERVER_LIMIT) {
          servers.add(new NameServer(name, new InetSocketAddress(address, port)));
        }
      }
    }
    return servers;
  }

  /** The zone that the SOA of a negative answer names (RFC 2308), else one label up. */
  private static Name enclosing(Message message, Name at) {
    for (Record record : message.getSection(Section.AUTHORITY)) {
      Name owner = record.getName();
      if (record.getType() == Type.SOA && at.subdomain(owner) && !at.equals(owner)) {
        return owner;
      }
    }
    return new Name(at, 1);
  }
}
