package dev.kalm.e2e;

import dev.kalm.testnet.Testnet;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a Kalm in a box is told before it starts.
 *
 * @param address where it listens: ports 53, 80 and 8443
 * @param yaml the whole {@code kalm.yaml}; empty: it has no such file
 * @param environment variables for the process, {@code KALM_…}
 */
public record KalmSettings(InetAddress address, String yaml, Map<String, String> environment) {
  static final int API_PORT = 8443;

  public KalmSettings(InetAddress address, String yaml) {
    this(address, yaml, Map.of());
  }

  /** On the box's Kalm address, with its CA as the authority {@code pebble}. */
  public static KalmSettings of(Testnet box, String clusterDomain) {
    return of(
        box.kalmAddress(), clusterDomain, box.directory(), box.trustAnchor(), resolverOf(box));
  }

  /** Where to listen and whom to ask in this box, and no file: the rest is for the browser. */
  public static KalmSettings withoutFile(Testnet box) {
    String address = box.kalmAddress().getHostAddress();
    return new KalmSettings(
        box.kalmAddress(),
        "",
        Map.of(
            "KALM_LISTEN_DNS", address + ":53",
            "KALM_LISTEN_HTTP", address + ":80",
            "KALM_LISTEN_API", address + ":" + API_PORT,
            "KALM_RESOLVER_SERVERS", resolverOf(box)));
  }

  private static String resolverOf(Testnet box) {
    return box.resolver().getAddress().getHostAddress() + ":" + box.resolver().getPort();
  }

  private static KalmSettings of(
      InetAddress address, String clusterDomain, URI directory, Path trust, String resolver) {
    String yaml =
        """
        cluster:
          domain: %2$s
          addresses: [%1$s]
        listen:
          dns: "%1$s:53"
          http: "%1$s:80"
          api: "%1$s:%3$d"
        authorities:
          - name: pebble
            directory: "%4$s"
            trust: "%5$s"
            termsOfServiceAgreed: true
        resolver:
          servers: ["%6$s"]
        """
            .formatted(
                address.getHostAddress(), clusterDomain, API_PORT, directory, trust, resolver);
    return new KalmSettings(address, yaml);
  }

  /** The same with more at the end of the file. */
  public KalmSettings with(String moreYaml) {
    return new KalmSettings(address, yaml + moreYaml, environment);
  }

  /** The same with another resolver to ask. */
  public KalmSettings asking(InetSocketAddress resolver) {
    return new KalmSettings(
        address,
        yaml.replaceFirst(
            "servers: \\[.*]",
            "servers: [\"%s:%d\"]"
                .formatted(resolver.getAddress().getHostAddress(), resolver.getPort())),
        environment);
  }

  /** The same on a PostgreSQL database. */
  public KalmSettings withPostgresql(String url, String user, String password) {
    return with(
        """
        database:
          url: "%s"
          user: "%s"
          password: "%s"
        """
            .formatted(url, user, password));
  }

  /**
   * The same for one of several nodes: it listens on its own address, and the zone has them all.
   */
  public KalmSettings asNode(InetAddress own, List<InetAddress> nodes) {
    String all = nodes.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
    String first = address.getHostAddress();
    return new KalmSettings(
        own,
        yaml.replace("\"" + first + ":", "\"" + own.getHostAddress() + ":")
            .replace("[" + first + "]", "[" + all + "]"),
        environment);
  }

  URI url() {
    return URI.create("https://" + address.getHostAddress() + ":" + API_PORT);
  }
}
