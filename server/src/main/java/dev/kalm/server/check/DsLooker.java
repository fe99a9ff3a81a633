package dev.kalm.server.check;

import dev.kalm.server.check.Authorities.Authority;
import dev.kalm.server.check.Authorities.NameServer;
import dev.kalm.server.check.DnsReply.Answered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** Asks each of the parent's name servers for a zone's DS records, which stand at the parent. */
record DsLooker(Duration tryLimit) {
  private static final int TRIES = 2;

  static ParentDs unknown(Name zone, Name parent, String why) {
    return new ParentDs(DnsText.text(zone), DnsText.text(parent), List.of(), List.of(), why);
  }

  ParentDs look(Authority parent, Name zone, Deadline deadline) {
    List<ParentDs.Said> said = new ArrayList<>();
    List<String> unasked = new ArrayList<>();
    List<DnsReply> replies =
        SideBySide.map(parent.servers(), server -> ask(server, zone, deadline));
    for (int i = 0; i < replies.size(); i++) {
      NameServer server = parent.servers().get(i);
      DnsReply reply = replies.get(i);
      if (reply instanceof Answered(var _, var message) && Authorities.isFinal(message)) {
        said.add(said(server, zone, message));
      } else {
        unasked.add(DnsText.text(server.name()) + " " + Authorities.failure(reply));
      }
    }
    return said.isEmpty()
        ? unknown(zone, parent.zone(), Authorities.nobody(parent.zone(), unasked))
        : new ParentDs(DnsText.text(zone), DnsText.text(parent.zone()), said, unasked, null);
  }

  private static ParentDs.Said said(NameServer server, Name zone, Message message) {
    Set<DsData> records = new TreeSet<>();
    long ttl = 0;
    for (var record : DnsText.answers(message, zone).toList()) {
      if (record instanceof DSRecord ds) {
        records.add(DsData.of(ds));
        ttl = Math.max(ttl, ds.getTTL());
      }
    }
    return new ParentDs.Said(server.toString(), records, Duration.ofSeconds(ttl));
  }

  private DnsReply ask(NameServer server, Name zone, Deadline deadline) {
    Message query = DnsTransport.query(zone, Type.DS, false);
    DnsReply reply = DnsTransport.ask(server.address(), query, deadline.atMost(tryLimit));
    for (int sent = 1; sent < TRIES && !(reply instanceof Answered); sent++) {
      reply = DnsTransport.ask(server.address(), query, deadline.atMost(tryLimit));
    }
    return reply;
  }
}
