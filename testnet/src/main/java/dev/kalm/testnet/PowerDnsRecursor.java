package dev.kalm.testnet;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Minimises names. */
record PowerDnsRecursor() implements ResolverSoftware {
  @Override
  public String program() {
    return "pdns_recursor";
  }

  @Override
  public List<String> arguments(Path folder) {
    return List.of("--config-dir=" + folder);
  }

  @Override
  public Map<String, String> files(Setup setup) {
    if (setup.tcpOnly()) {
      throw new IllegalArgumentException("PowerDNS Recursor cannot be told to ask over TCP only");
    }
    return Map.of(
        "root.hints",
        setup.hints().text(),
        "trust.lua",
        setup
            .hints()
            .key()
            .map(key -> "clearTA()\naddTA('.', '%s')\n".formatted(key.ds()))
            .orElse("clearTA()\n"),
        "recursor.conf",
        configuration(setup));
  }

  private static String configuration(Setup setup) {
    return """
    local-address=%2$s
    local-port=53
    query-local-address=%2$s
    socket-dir=%1$s
    hint-file=%1$s/root.hints
    lua-config-file=%1$s/trust.lua
    daemon=no
    threads=1
    dont-query=
    dnssec=%3$s
    max-cache-ttl=15
    max-negative-ttl=1
    max-cache-bogus-ttl=1
    disable-packetcache=yes
    edns-outgoing-bufsize=1232
    security-poll-suffix=
    disable-syslog=yes
    log-timestamp=yes
    """
        .formatted(
            setup.folder(), setup.ip(), setup.hints().key().isPresent() ? "validate" : "off");
  }
}
