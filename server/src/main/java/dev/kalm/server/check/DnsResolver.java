package dev.kalm.server.check;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** The recursors to ask. */
public final class DnsResolver {
  static final Duration DEFAULT_TRY = Duration.ofSeconds(2);

  final List<InetSocketAddress> servers;
  final Duration tryLimit;

  /** {@code servers} empty: the system's resolvers. */
  public DnsResolver(List<InetSocketAddress> servers) {
    this(servers, DEFAULT_TRY);
  }

  public DnsResolver(List<InetSocketAddress> servers, Duration tryLimit) {
    this.servers = List.copyOf(servers);
    this.tryLimit = tryLimit;
  }
}
