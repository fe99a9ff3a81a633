package dev.kalm.bench.dns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** NSD with one server process. */
final class Nsd implements DnsPeer {
  @Override
  public String name() {
    return "nsd";
  }

  @Override
  public List<String> command(Site site) throws IOException {
    Path file =
        Files.writeString(
            site.folder().resolve("nsd.conf"),
            """
            server:
              ip-address: 127.0.0.1@%1$d
              server-count: 1
              username: ""
              chroot: ""
              database: ""
              zonesdir: "%2$s"
              zonelistfile: "%2$s/zone.list"
              xfrdfile: "%2$s/xfrd.state"
              xfrdir: "%2$s"
              pidfile: "%2$s/nsd.pid"
              rrl-ratelimit: 0
            remote-control:
              control-enable: no
            zone:
              name: "%3$s"
              zonefile: "%4$s"
            """
                .formatted(site.port(), site.folder(), BenchZone.APEX, site.zoneFile()));
    return List.of("nsd", "-d", "-c", file.toString());
  }
}
