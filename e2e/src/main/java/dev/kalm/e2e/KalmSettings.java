package dev.kalm.e2e;

import dev.kalm.testnet.Testnet;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A {@code kalm.yaml} for a Kalm in a box.
 *
 * @param address where it listens: ports 53, 80 and 8443
 * @param yaml the whole file
 */
public record KalmSettings(InetAddress address, String yaml) {
  static final int API_PORT = 8443;

  /** On the box's Kalm address, with its CA as the authority {@code pebble}. */
  public static KalmSettings of(Testnet box, String clusterDomain) {
    return of(
        box.kalmAddress(),
        clusterDomain,
        box.directory(),
        box.trustAnchor(),
        box.resolver().getAddress().getHostAddress() + ":" + box.resolver().getPort());
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

  /** The same on a PostgreSQL database. */
  public KalmSettings withPostgresql(String url, String user, String password) {
    return new KalmSettings(
        address,
        yaml
            + """
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
            .replace("[" + first + "]", "[" + all + "]"));
  }

  URI url() {
    return URI.create("https://" + address.getHostAddress() + ":" + API_PORT);
  }
}
