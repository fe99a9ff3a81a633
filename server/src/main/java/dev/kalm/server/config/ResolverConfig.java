package dev.kalm.server.config;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * The resolvers that are asked what the world sees.
 *
 * @param servers empty: the system's
 */
public record ResolverConfig(List<InetSocketAddress> servers) {
  /**
   * The resolver that somebody has typed: an address, or an address with a port.
   *
   * @throws IllegalArgumentException if it is none, with the second half of a sentence that begins
   *     with it
   */
  public static InetSocketAddress server(String typed) {
    return Parsers.nameServer(typed.strip());
  }

  /** As {@link #server} reads it. */
  public static String text(InetSocketAddress server) {
    return Parsers.nameServerText(server);
  }

  static ResolverConfig of(Section section) {
    return new ResolverConfig(section.list("servers", Parsers::nameServer).orElse(List.of()));
  }
}
