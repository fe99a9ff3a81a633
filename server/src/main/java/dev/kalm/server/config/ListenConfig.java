package dev.kalm.server.config;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * The addresses and ports to listen on.
 *
 * @param dns the validation DNS server, UDP and TCP
 * @param http the answers to HTTP-01 challenges
 * @param api the REST API and the user interface, over TLS
 */
public record ListenConfig(
    List<InetSocketAddress> dns, List<InetSocketAddress> http, List<InetSocketAddress> api) {
  static final List<InetSocketAddress> DEFAULT_DNS = List.of(everywhere(53));
  static final List<InetSocketAddress> DEFAULT_HTTP = List.of(everywhere(80));
  static final List<InetSocketAddress> DEFAULT_API = List.of(everywhere(8443));

  static ListenConfig of(Section section) {
    ListenConfig listen =
        new ListenConfig(
            section.list("dns", Parsers::listener).orElse(DEFAULT_DNS),
            section.list("http", Parsers::listener).orElse(DEFAULT_HTTP),
            section.list("api", Parsers::listener).orElse(DEFAULT_API));
    refuseSharing(section, "http", listen.http, "dns", listen.dns);
    refuseSharing(section, "api", listen.api, "dns", listen.dns);
    refuseSharing(section, "api", listen.api, "http", listen.http);
    return listen;
  }

  private static void refuseSharing(
      Section section,
      String key,
      List<InetSocketAddress> addresses,
      String otherKey,
      List<InetSocketAddress> others) {
    for (InetSocketAddress address : addresses) {
      if (address.getPort() != 0 && others.contains(address)) {
        section.mistake(
            key,
            "%s is taken by listen.%s; give each its own port."
                .formatted(Parsers.text(address), otherKey));
      }
    }
  }

  private static InetSocketAddress everywhere(int port) {
    return Parsers.listener("0.0.0.0:" + port);
  }
}
