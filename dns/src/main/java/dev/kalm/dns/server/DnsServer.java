package dev.kalm.dns.server;

import dev.kalm.dns.zone.ZoneTable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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
    Sockets sockets = sockets(settings.network());
    List<InetSocketAddress> addresses =
        ListenSockets.bind(sockets, settings.listen(), settings.tcp().backlog());
    QueryLog log = new QueryLog();
    try {
      QueryPipeline.Shared shared = new QueryPipeline.Shared(zones, settings.answers(), log, clock);
      Supplier<Events> events = () -> new Events(listener);
      List<ServerThread> threads = new ArrayList<>(sockets.udpThreads(shared::newPipeline, events));
      threads.add(
          new TcpServer(
              sockets.tcpPoller(), settings.tcp(), shared.newPipeline(), events.get(), clock));
      threads.forEach(ServerThread::start);
      return new DnsServer(addresses, settings.drainLimit(), threads, log);
    } catch (IOException | RuntimeException e) {
      log.close();
      sockets.close();
      throw e;
    }
  }

  private static Sockets sockets(DnsServerSettings.Network network) {
    Optional<String> obstacle =
        network.isNative() ? NativeSupport.obstacle() : Optional.of("the settings say so");
    if (obstacle.isPresent()) {
      LOG.log(System.Logger.Level.INFO, "The DNS server uses Java's channels: " + obstacle.get());
      return new ChannelSockets();
    }
    LOG.log(
        System.Logger.Level.INFO,
        "The DNS server uses recvmmsg, sendmmsg and epoll, with "
            + network.udpThreads()
            + " UDP threads for each address");
    return new NativeSockets(network.udpThreads());
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
