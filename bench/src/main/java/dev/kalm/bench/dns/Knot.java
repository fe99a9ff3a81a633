package dev.kalm.bench.dns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Knot DNS with one worker for UDP and one for TCP. */
final class Knot implements DnsPeer {
  @Override
  public String name() {
    return "knot";
  }

  @Override
  public List<String> command(Site site) throws IOException {
    Path file =
        Files.writeString(
            site.folder().resolve("knot.conf"),
            """
            server:
                listen: 127.0.0.1@%1$d
                rundir: "%2$s"
                udp-workers: 1
                tcp-workers: 1
                background-workers: 1
            log:
              - target: stderr
                any: warning
            database:
                storage: "%2$s"
            template:
              - id: default
                storage: "%2$s"
                zonefile-sync: -1
                zonefile-load: whole
                journal-content: none
            zone:
              - domain: "%3$s"
                file: "%4$s"
            """
                .formatted(site.port(), site.folder(), BenchZone.APEX, site.zoneFile()));
    return List.of("knotd", "-c", file.toString());
  }
}
