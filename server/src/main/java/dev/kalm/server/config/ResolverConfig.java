package dev.kalm.server.config;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * The resolvers that are asked what the world sees.
 *
 * @param servers empty: the system's
 */
public record ResolverConfig(List<InetSocketAddress> servers) {
  static ResolverConfig of(Section section) {
    return new ResolverConfig(section.list("servers", Parsers::nameServer).orElse(List.of()));
  }
}
