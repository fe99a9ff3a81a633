package dev.kalm.server.config;

import java.net.InetAddress;
import java.util.List;

/**
 * Where this service stands on the internet.
 *
 * @param domain the domain below which validation zones are made; lower case, no trailing dot
 * @param addresses the public addresses at which the validation DNS server answers
 */
public record ClusterConfig(String domain, List<InetAddress> addresses) {
  /**
   * The domain that somebody has typed: lower case, no trailing dot.
   *
   * @throws IllegalArgumentException if it is none, with the second half of a sentence that begins
   *     with it
   */
  public static String domain(String typed) {
    return Parsers.domain(typed.strip());
  }

  /**
   * The public address that somebody has typed.
   *
   * @throws IllegalArgumentException as {@link #domain} does
   */
  public static InetAddress address(String typed) {
    return Parsers.publicAddress(typed.strip());
  }

  static ClusterConfig of(Section section) {
    String domain =
        section.required(
            "domain",
            Parsers::domain,
            "the domain below which the validation zone is made, for example mycluster.com",
            "");
    List<InetAddress> addresses =
        section
            .list("addresses", Parsers::publicAddress)
            .orElseGet(() -> {
              section.missing(
                  "addresses", "the public addresses of this server, for example [203.0.113.7]");
              return List.of();
            });
    return new ClusterConfig(domain, addresses);
  }
}
