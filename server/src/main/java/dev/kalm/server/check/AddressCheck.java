package dev.kalm.server.check;

import dev.kalm.server.check.DnsReply.Answered;
import dev.kalm.server.check.DnsReply.Silent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * Whether this very server answers at an address, on the ports that CAs come to.
 *
 * @param dnsPort 53 in the world
 * @param httpPort 80 in the world
 */
record AddressCheck(Duration tryLimit, int dnsPort, int httpPort, Witness witness) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int WORD_BYTES = 16;

  /** A query is written down a moment after its answer was sent. */
  private static final int LOOKS_AT_THE_LOG = 5;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  List<ClusterSight> look(InetAddress address, String domain, Deadline deadline) {
    List<ClusterSight> sights = new ArrayList<>();
    if (!PublicAddress.isPublic(address)) {
      sights.add(
          new ClusterSight(
              text(address),
              RecordStatus.WRONG,
              text(address) + " is a private address: nobody on the internet reaches it.",
              "Give the address that your provider or router shows to the internet. For a CA in your own network it is right."));
    }
    ClusterSight http = http(address, deadline);
    boolean ours = http.status() == RecordStatus.OK;
    sights.add(dns(address, domain, false, ours, deadline));
    sights.add(dns(address, domain, true, ours, deadline));
    sights.add(http);
    return sights;
  }

  private ClusterSight dns(
      InetAddress address, String domain, boolean tcp, boolean ours, Deadline deadline) {
    String port = "%s port %d %s".formatted(text(address), dnsPort, tcp ? "TCP" : "UDP");
    String label = "kalm-check-" + word();
    Name name = DnsText.name(label + "." + domain);
    Message query = DnsTransport.query(name, Type.TXT, false);
    InetSocketAddress server = new InetSocketAddress(address, dnsPort);
    Deadline soon = deadline.atMost(tryLimit);
    DnsReply reply =
        tcp ? DnsTransport.tcp(server, query, soon) : DnsTransport.udp(server, query, soon);
    if (!tcp && reply instanceof Silent(var _, var why) && why == DnsReply.Why.TIMED_OUT) {
      // A datagram may be lost.
      reply = DnsTransport.udp(server, query, deadline.atMost(tryLimit));
    }
    return switch (reply) {
      case Silent(var _, var why) -> silent(address, port, why);
      case Answered _ when sawIt(label, tcp) ->
          new ClusterSight(port, RecordStatus.OK, "This server answers here.", null);
      case Answered _ when ours ->
          new ClusterSight(
              port,
              RecordStatus.UNKNOWN,
              "A DNS server answers here that is not this node; it seems to be another node of this Kalm.",
              null);
      case Answered _ ->
          new ClusterSight(
              port,
              RecordStatus.WRONG,
              "Another DNS server answers here, not this one.",
              "Lead the port to this server, or stop the other one. If it is another node of this Kalm, all is well.");
    };
  }

  private boolean sawIt(String label, boolean tcp) {
    for (int look = 0; look < LOOKS_AT_THE_LOG; look++) {
      if (witness.wasAsked(label, tcp)) {
        return true;
      }
      try {
        Thread.sleep(BETWEEN_LOOKS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  private ClusterSight http(InetAddress address, Deadline deadline) {
    String port = "%s port %d TCP".formatted(text(address), httpPort);
    String token = "kalm-check-" + word();
    String text = word();
    HttpExchange.Reply reply;
    try (var _ = witness.answer(token, text)) {
      reply =
          HttpExchange.get(
              new InetSocketAddress(address, httpPort),
              HttpTarget.challenge(literal(address), token),
              deadline.atMost(tryLimit.multipliedBy(2)));
    }
    return switch (reply) {
      case HttpExchange.NotConnected(var why) -> silent(address, port, why);
      case HttpExchange.Broken(var why) ->
          new ClusterSight(
              port,
              RecordStatus.WRONG,
              "Something takes the connection and gives no whole answer (" + why.text + ").",
              "See what listens there.");
      case HttpExchange.Response response when response.body().strip().equals(text) ->
          new ClusterSight(port, RecordStatus.OK, "This server answers here.", null);
      case HttpExchange.Response response ->
          new ClusterSight(
              port,
              RecordStatus.WRONG,
              "Another HTTP server answers here (with " + response.status() + "), not this one.",
              "Let it pass "
                  + HttpTarget.CHALLENGE_PATH
                  + " on to this server. Only names without a wildcard need it.");
    };
  }

  /** Silence at an address of this machine is our own; anywhere else it may be the way there. */
  private static ClusterSight silent(InetAddress address, String port, DnsReply.Why why) {
    return isOfThisMachine(address)
        ? new ClusterSight(
            port,
            RecordStatus.MISSING,
            "Nothing answers here (" + why.text + "), although the address is this machine's own.",
            "See which addresses the service listens on (listen in the configuration), and this machine's firewall.")
        : new ClusterSight(
            port,
            RecordStatus.UNKNOWN,
            "Nothing answers here as seen from this machine ("
                + why.text
                + "). Many routers do not lead back to a machine behind them, so the internet may see more.",
            "See that the port is open in the firewall and forwarded to this machine; then look from another network.");
  }

  private static boolean isOfThisMachine(InetAddress address) {
    try {
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false;
    }
  }

  private static String word() {
    byte[] bytes = new byte[WORD_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String text(InetAddress address) {
    return address.getHostAddress();
  }

  private static String literal(InetAddress address) {
    String text = address.getHostAddress();
    return text.contains(":") ? "[" + text + "]" : text;
  }
}
