package dev.kalm.bench.dns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** BIND's named with one worker. */
final class Bind implements DnsPeer {
  @Override
  public String name() {
    return "bind";
  }

  @Override
  public List<String> command(Site site) throws IOException {
    Path file =
        Files.writeString(
            site.folder().resolve("named.conf"),
            """
            options {
              directory "%2$s";
              pid-file "%2$s/named.pid";
              session-keyfile none;
              lock-file none;
              listen-on port %1$d { 127.0.0.1; };
              listen-on-v6 { none; };
              recursion no;
              notify no;
              dnssec-validation no;
            };
            controls { };
            zone "%3$s" { type primary; file "%4$s"; };
            """
                .formatted(site.port(), site.folder(), BenchZone.APEX, site.zoneFile()));
    return List.of("named", "-g", "-n", "1", "-c", file.toString());
  }
}
