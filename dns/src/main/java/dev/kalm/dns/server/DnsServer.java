package dev.kalm.dns.server;

import dev.kalm.dns.zone.ZoneTable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The validation DNS server: answers for the zones of a {@link ZoneTable} on UDP and TCP until it
 * is closed.
 */
public final class DnsServer implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(DnsServer.class.getName());

  private final List<InetSocketAddress> addresses;
  private final Duration drainLimit;
  private final List<ServerThread> threads;
  private final QueryLog log;

  private DnsServer(
      List<InetSocketAddress> addresses,
      Duration drainLimit,
      List<ServerThread> threads,
      QueryLog log) {
    this.addresses = List.copyOf(addresses);
    this.drainLimit = drainLimit;
    this.threads = List.copyOf(threads);
    this.log = log;
  }

  /**
   * Binds UDP and TCP on every address and starts to answer. Zones may be added and changed at any
   * time.
   *
   * @param listener is told of questions about delegations, or {@link QueryListener#NONE}
   * @param clock for events and for the timeouts of TCP
   * @throws java.net.BindException when an address cannot be had; it says which, and what to do.
   *     Nothing is left bound then
   */
  public static DnsServer start(
      DnsServerSettings settings, ZoneTable zones, QueryListener listener, InstantSource clock)
      throws IOException {
    int nativeThreads = nativeThreads(settings.udp());
    ListenSockets sockets =
        ListenSockets.bind(settings.listen(), nativeThreads, settings.tcp().backlog());
    QueryLog log = new QueryLog();
    try {
      QueryPipeline.Shared shared = new QueryPipeline.Shared(zones, settings.answers(), log, clock);
      List<ServerThread> threads = new ArrayList<>();
      for (NativeUdpSocket socket : sockets.nativeUdp) {
        threads.add(
            new NativeUdpServer(
                "dns-udp-" + threads.size(), socket, shared.newPipeline(), new Events(listener)));
      }
      if (!sockets.channelUdp.isEmpty()) {
        threads.add(
            new ChannelUdpServer(sockets.channelUdp, shared.newPipeline(), new Events(listener)));
      }
      threads.add(
          new TcpServer(
              sockets.tcp, settings.tcp(), shared.newPipeline(), new Events(listener), clock));
      threads.forEach(ServerThread::start);
      return new DnsServer(sockets.addresses, settings.drainLimit(), threads, log);
    } catch (IOException | RuntimeException e) {
      log.close();
      sockets.close();
      throw e;
    }
  }

  /** How many threads call the kernel themselves; 0 when channels are used. */
  private static int nativeThreads(DnsServerSettings.Udp udp) {
    Optional<String> obstacle =
        udp.isNative() ? NativeSupport.obstacle() : Optional.of("the settings say so");
    if (obstacle.isPresent()) {
      LOG.log(System.Logger.Level.INFO, "DNS over UDP uses channels: " + obstacle.get());
      return 0;
    }
    LOG.log(
        System.Logger.Level.INFO,
        "DNS over UDP uses recvmmsg and sendmmsg, on " + udp.threads() + " threads per address");
    return udp.threads();
  }

  /** Where it listens, in the order of the settings; a port 0 has become the real one. */
  public List<InetSocketAddress> addresses() {
    return addresses;
  }

  /** The last queries that it has answered. */
  public QueryLog queryLog() {
    return log;
  }

  /**
   * Takes on nothing new, finishes the answers under way within the drain limit, and frees the
   * addresses.
   */
  @Override
  public void close() {
    long start = System.nanoTime();
    threads.forEach(ServerThread::finish);
    for (ServerThread thread : threads) {
      thread.join(drainLimit.minusNanos(System.nanoTime() - start));
    }
    log.close();
  }
}
