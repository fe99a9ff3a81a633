package dev.kalm.bench.dns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * PowerDNS with its bind backend and one receiver thread; its caches are on, as they are shipped.
 */
final class PowerDns implements DnsPeer {
  private static final String BACKEND = "libbindbackend.so";

  @Override
  public String name() {
    return "powerdns";
  }

  @Override
  public List<String> command(Site site) throws IOException {
    Path zones =
        Files.writeString(
            site.folder().resolve("zones.conf"),
            "zone \"%s\" { type master; file \"%s\"; };%n"
                .formatted(BenchZone.APEX, site.zoneFile()));
    Files.writeString(
        site.folder().resolve("pdns.conf"),
        """
        launch=bind
        bind-config=%s
        local-address=127.0.0.1
        local-port=%d
        socket-dir=%s
        receiver-threads=1
        distributor-threads=1
        max-tcp-connections=100
        max-tcp-connections-per-client=0
        """
            .formatted(zones, site.port(), site.folder()));
    List<String> command =
        new ArrayList<>(
            List.of(
                "pdns_server", "--config-dir=" + site.folder(), "--guardian=no", "--daemon=no"));
    Path modules = unpackedModules();
    if (modules != null) {
      command.add("--module-dir=" + modules);
    }
    return command;
  }

  /** An unpacked program looks for its backends where the system's would be. */
  private static @Nullable Path unpackedModules() throws IOException {
    String tools = System.getenv("KALM_TESTNET_TOOLS");
    if (tools == null || !Files.isDirectory(Path.of(tools))) {
      return null;
    }
    try (Stream<Path> files = Files.find(Path.of(tools), 12, (file, _) -> file.endsWith(BACKEND))) {
      return files.map(Path::getParent).findFirst().orElse(null);
    }
  }
}
