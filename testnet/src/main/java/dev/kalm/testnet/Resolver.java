package dev.kalm.testnet;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Unbound, set up as Let's Encrypt sets up its own, and without any caching: what it answers is
 * what is served now.
 */
final class Resolver {
  private final InetAddress address;
  private final Path folder;
  private final Program program;

  Resolver(InetAddress address, Path folder) {
    this.address = address;
    this.folder = folder;
    this.program =
        new Program(
            "unbound",
            List.of(
                Tools.find("unbound").toString(),
                "-d",
                "-p",
                "-c",
                folder.resolve("unbound.conf").toString()),
            Map.of(),
            folder.resolve("unbound.log"));
  }

  void start(String rootHints) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("root.hints"), rootHints);
      Files.writeString(folder.resolve("unbound.conf"), configuration());
    } catch (IOException e) {
      throw new TestnetException("The files of unbound cannot be written to " + folder, e);
    }
    program.start();
  }

  /**
   * Returns when it resolves; the root has to serve before, or unbound remembers that it did not.
   */
  void awaitReady() {
    program.awaitReady(() -> DnsProbe.serial(address, "com.").isPresent());
  }

  void stop() {
    program.stop();
  }

  private String configuration() {
    return """
    server:
      interface: %2$s
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
      module-config: "iterator"
      do-not-query-localhost: no
      local-zone: "test." nodefault
      use-caps-for-id: yes
      qname-minimisation: no
      edns-buffer-size: 1232
      cache-max-ttl: 0
      cache-max-negative-ttl: 0
      harden-below-nxdomain: no
      infra-host-ttl: 1
      infra-keep-probing: yes
    remote-control:
      control-enable: no
    """
        .formatted(folder, address.getHostAddress());
  }
}
