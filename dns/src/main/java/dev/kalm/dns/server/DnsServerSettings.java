package dev.kalm.dns.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where to listen and within which limits.
 *
 * @param listen addresses, each for UDP and TCP; port 0 takes a free one, the same for both
 * @param answers what clients are told besides the zones' contents, and how often
 * @param network how the network is reached
 * @param tcp limits of TCP
 * @param drainLimit how long {@link DnsServer#close} lets answers under way finish
 */
public record DnsServerSettings(
    List<InetSocketAddress> listen,
    Answers answers,
    Network network,
    TcpLimits tcp,
    Duration drainLimit) {

  public static final Duration DEFAULT_DRAIN_LIMIT = Duration.ofSeconds(2);

  public DnsServerSettings {
    listen = List.copyOf(listen);
    if (listen.isEmpty()) {
      throw new IllegalArgumentException("The DNS server has no address to listen on");
    }
    for (InetSocketAddress address : listen) {
      if (address.isUnresolved()) {
        throw new IllegalArgumentException(
            "The DNS server cannot listen on '%s': it is not an IP address"
                .formatted(address.getHostString()));
      }
    }
  }

  /** With default limits, and without a name for this node. */
  public static DnsServerSettings of(InetSocketAddress... listen) {
    return new DnsServerSettings(
        List.of(listen),
        Answers.ofOneNode(),
        Network.best(),
        TcpLimits.DEFAULT,
        DEFAULT_DRAIN_LIMIT);
  }

  public DnsServerSettings withNodeId(String id) {
    return withAnswers(new Answers(Optional.of(id), answers.cookieSecrets(), answers.rateLimit()));
  }

  public DnsServerSettings withAnswers(Answers newAnswers) {
    return new DnsServerSettings(listen, newAnswers, network, tcp, drainLimit);
  }

  public DnsServerSettings withNetwork(Network newNetwork) {
    return new DnsServerSettings(listen, answers, newNetwork, tcp, drainLimit);
  }

  public DnsServerSettings withTcp(TcpLimits limits) {
    return new DnsServerSettings(listen, answers, network, limits, drainLimit);
  }

  public DnsServerSettings withDrainLimit(Duration limit) {
    return new DnsServerSettings(listen, answers, network, tcp, limit);
  }

  /**
   * What clients are told besides the zones' contents, and how often.
   *
   * @param nodeId what {@code id.server} is answered with (RFC 4892); absent: refused
   * @param cookieSecrets with which server cookies are made (RFC 7873)
   * @param rateLimit how many answers a client prefix gets over UDP
   */
  public record Answers(Optional<String> nodeId, CookieSecrets cookieSecrets, RateLimit rateLimit) {

    /** Nameless, with secrets of its own and the usual limit. */
    public static Answers ofOneNode() {
      return new Answers(Optional.empty(), CookieSecrets.random(), RateLimit.DEFAULT);
    }
  }

  /**
   * How the network is reached.
   *
   * @param isNative whether the kernel may be called directly (recvmmsg, sendmmsg, epoll), which is
   *     done where it works; otherwise Java's channels are used, with one thread for UDP
   * @param udpThreads how many threads, each with a socket of its own, answer UDP on each address
   */
  public record Network(boolean isNative, int udpThreads) {

    private static final int MOST_THREADS = 256;

    public Network {
      if (udpThreads < 1 || udpThreads > MOST_THREADS) {
        throw new IllegalArgumentException("UDP takes 1 to " + MOST_THREADS + " threads");
      }
    }

    /** The kernel itself, and a thread for each processor. */
    public static Network best() {
      int processors = Runtime.getRuntime().availableProcessors();
      return new Network(true, Math.min(processors, MOST_THREADS));
    }

    public static Network channels() {
      return new Network(false, 1);
    }
  }

  /**
   * RFC 7766 section 6 and RFC 9210 section 4 ask for these.
   *
   * @param maxConnections of all clients; at the limit the one that is idle longest makes room for
   *     a new one
   * @param maxConnectionsPerClient of one address; one more is closed at once
   * @param idleTimeout how long a client may take to send one whole query
   * @param writeTimeout how long a client may take to read what it was answered
   * @param backlog connections that the kernel holds until they are accepted
   */
  public record TcpLimits(
      int maxConnections,
      int maxConnectionsPerClient,
      Duration idleTimeout,
      Duration writeTimeout,
      int backlog) {

    public static final TcpLimits DEFAULT =
        new TcpLimits(2000, 200, Duration.ofSeconds(10), Duration.ofSeconds(10), 1024);

    public TcpLimits {
      if (maxConnections < 1 || maxConnectionsPerClient < 1 || backlog < 1) {
        throw new IllegalArgumentException("TCP limits start at 1");
      }
      if (!idleTimeout.isPositive() || !writeTimeout.isPositive()) {
        throw new IllegalArgumentException("TCP timeouts have to be longer than nothing");
      }
    }
  }
}
