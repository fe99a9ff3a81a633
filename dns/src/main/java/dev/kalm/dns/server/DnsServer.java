package dev.kalm.dns.server;

import dev.kalm.dns.zone.ZoneTable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * The validation DNS server: answers for the zones of a {@link ZoneTable} on UDP and TCP until it
 * is closed.
 */
public final class DnsServer implements AutoCloseable {

  private final List<InetSocketAddress> addresses;
  private final Duration drainLimit;
  private final UdpServer udp;
  private final TcpServer tcp;

  private DnsServer(
      List<InetSocketAddress> addresses, Duration drainLimit, UdpServer udp, TcpServer tcp) {
    this.addresses = List.copyOf(addresses);
    this.drainLimit = drainLimit;
    this.udp = udp;
    this.tcp = tcp;
  }

  /**
   * Binds UDP and TCP on every address and starts to answer. Zones may be added and changed at any
   * time.
   *
   * @param listener is told of every question that was answered, or {@link QueryListener#NONE}
   * @param clock for events and for the timeouts of TCP
   * @throws java.net.BindException when an address cannot be had; it says which, and what to do.
   *     Nothing is left bound then
   */
  public static DnsServer start(
      DnsServerSettings settings, ZoneTable zones, QueryListener listener, InstantSource clock)
      throws IOException {
    ListenSockets sockets = ListenSockets.bind(settings.listen(), settings.tcp().backlog());
    try {
      UdpServer udp =
          new UdpServer(
              sockets.udp,
              new QueryPipeline(zones, settings.nodeId(), clock),
              new Events(listener));
      TcpServer tcp =
          new TcpServer(
              sockets.tcp,
              settings.tcp(),
              new QueryPipeline(zones, settings.nodeId(), clock),
              new Events(listener),
              clock);
      udp.start();
      tcp.start();
      return new DnsServer(sockets.addresses, settings.drainLimit(), udp, tcp);
    } catch (IOException | RuntimeException e) {
      sockets.close();
      throw e;
    }
  }

  /** Where it listens, in the order of the settings; a port 0 has become the real one. */
  public List<InetSocketAddress> addresses() {
    return addresses;
  }

  /**
   * Takes on nothing new, finishes the answers under way within the drain limit, and frees the
   * addresses.
   */
  @Override
  public void close() {
    long start = System.nanoTime();
    udp.finish();
    tcp.finish();
    udp.join(drainLimit);
    tcp.join(drainLimit.minusNanos(System.nanoTime() - start));
  }
}
