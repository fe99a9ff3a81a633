package dev.kalm.testnet;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Set up as Let's Encrypt sets up its own.
 *
 * @param strictMinimisation minimises names, and gives up at NXDOMAIN instead of asking for more
 * @param caches keeps answers for as long as they allow; otherwise what it answers is what is
 *     served now
 */
record Unbound(boolean strictMinimisation, boolean caches) implements ResolverSoftware {
  /** Unbound's own default, seconds. */
  private static final int USUAL_LONGEST = 86_400;

  @Override
  public String program() {
    return "unbound";
  }

  @Override
  public List<String> arguments(Path folder) {
    return List.of("-d", "-p", "-c", folder.resolve("unbound.conf").toString());
  }

  @Override
  public Map<String, String> files(Setup setup) {
    return Map.of("root.hints", setup.hints().text(), "unbound.conf", configuration(setup));
  }

  private String configuration(Setup setup) {
    return """
    server:
      interface: %2$s
      outgoing-interface: %2$s
      port: 53
      num-threads: 1
      do-ip6: no
      do-daemonize: no
      username: ""
      chroot: ""
      directory: "%1$s"
      pidfile: "%1$s/unbound.pid"
      use-syslog: no
      logfile: ""
      log-time-ascii: yes
      log-queries: yes
      log-servfail: yes
      root-hints: "%1$s/root.hints"
      do-not-query-localhost: no
      local-zone: "test." nodefault
      use-caps-for-id: yes
      qname-minimisation: %3$s
      qname-minimisation-strict: %3$s
      edns-buffer-size: 1232
      cache-max-ttl: %6$d
      cache-max-negative-ttl: %6$d
      harden-below-nxdomain: no
      infra-host-ttl: 1
      infra-keep-probing: yes
      tcp-upstream: %4$s
      %5$s
    remote-control:
      control-enable: no
    """
        .formatted(
            setup.folder(),
            setup.ip(),
            yes(strictMinimisation),
            yes(setup.tcpOnly()),
            setup
                .hints()
                .key()
                .map(key ->
                    "module-config: \"validator iterator\"\n  val-log-level: 2\n"
                        + "  trust-anchor: \". DS %s\"".formatted(key.ds()))
                .orElse("module-config: \"iterator\""),
            caches ? USUAL_LONGEST : 0);
  }

  private static String yes(boolean on) {
    return on ? "yes" : "no";
  }
}
