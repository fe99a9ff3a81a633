package dev.kalm.server.check;

import dev.kalm.server.check.DnsReply.Answered;
import dev.kalm.server.check.DnsReply.Silent;
import dev.kalm.server.check.DnsReply.Why;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/** Whether an address answers with authority for a zone, over UDP and over TCP. */
record Reachability(Duration tryLimit, int port) {
  /** A datagram may be lost: this often it is sent. */
  private static final int UDP_TRIES = 2;

  sealed interface Sight {}

  record Reached() implements Sight {}

  record Unreached(String detail) implements Sight {}

  /** This machine has no way there, which says nothing about the world's. */
  record NoRoute(String detail) implements Sight {}

  Sight look(InetAddress address, Name zone, Deadline deadline) {
    InetSocketAddress server = new InetSocketAddress(address, port);
    Message query = DnsTransport.query(zone, Type.SOA, false);
    DnsReply udp = udp(server, query, deadline);
    if (udp instanceof Silent(var _, var why) && why == Why.NO_ROUTE) {
      return new NoRoute(
          address.getHostAddress()
              + " cannot be reached from this machine, so it is not known whether others reach it: look from another place");
    }
    DnsReply tcp = DnsTransport.tcp(server, query, deadline.atMost(tryLimit));
    return switch (udp) {
      case Silent(var _, var first) when tcp instanceof Silent(var _, var second) ->
          new Unreached(
              "ports %d/udp and %d/tcp at %s do not answer (%s, %s): start the server there, or open the ports in the firewall"
                  .formatted(port, port, address.getHostAddress(), first.text, second.text));
      case Silent _ -> new Unreached(problem(udp, zone, "udp"));
      case Answered _ when problem(udp, zone, "udp").isEmpty() ->
          problem(tcp, zone, "tcp").isEmpty()
              ? new Reached()
              : new Unreached(problem(tcp, zone, "tcp"));
      case Answered _ -> new Unreached(problem(udp, zone, "udp"));
    };
  }

  private DnsReply udp(InetSocketAddress server, Message query, Deadline deadline) {
    DnsReply reply = DnsTransport.udp(server, query, deadline.atMost(tryLimit));
    for (int sent = 1; sent < UDP_TRIES && isTimeout(reply); sent++) {
      reply = DnsTransport.udp(server, query, deadline.atMost(tryLimit));
    }
    return reply;
  }

  /** Empty when the answer is what it should be. */
  private String problem(DnsReply reply, Name zone, String protocol) {
    String address = reply.server().getAddress().getHostAddress();
    return switch (reply) {
      case Silent(var _, var why) ->
          "port %d/%s at %s does not answer (%s): open it in the firewall"
              .formatted(port, protocol, address, why.text);
      case Answered(var _, var message) when isAuthoritative(message, zone) -> "";
      case Answered(var _, var message) ->
          "port %d/%s at %s answers without authority for %s (%s): see that no other DNS server runs there"
              .formatted(
                  port, protocol, address, DnsText.text(zone), Rcode.string(message.getRcode()));
    };
  }

  private static boolean isAuthoritative(Message message, Name zone) {
    return Authorities.isFinal(message)
        && DnsText.answers(message, zone).anyMatch(SOARecord.class::isInstance);
  }

  private static boolean isTimeout(DnsReply reply) {
    return reply instanceof Silent(var _, var why) && why == Why.TIMED_OUT;
  }
}
