package dev.kalm.testnet;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Minimises names, and makes answers from cached NSEC records (RFC 8198) for up to a second. */
record KnotResolver() implements ResolverSoftware {
  @Override
  public String program() {
    return "kresd";
  }

  @Override
  public List<String> arguments(Path folder) {
    return List.of("-n", "-c", folder.resolve("kresd.conf").toString(), folder.toString());
  }

  @Override
  public Map<String, String> files(Setup setup) {
    return Map.of("kresd.conf", configuration(setup));
  }

  private static String configuration(Setup setup) {
    return """
    modules.unload('ta_update')
    modules.unload('ta_signal_query')
    modules.unload('priming')
    modules.unload('detect_time_skew')
    modules.load('hints')
    net.ipv6 = false
    net.listen('%1$s', 53, { kind = 'dns' })
    net.outgoing_v4('%1$s')
    cache.open(10 * MB)
    cache.min_ttl(0)
    cache.max_ttl(1)
    hints.root({ ['%2$s'] = { '%3$s' } })
    trust_anchors.remove('.')
    %4$s
    policy.add(policy.all(policy.FLAGS({ 'ALLOW_LOCAL'%5$s })))
    log_level('info')
    """
        .formatted(
            setup.ip(),
            setup.hints().server(),
            setup.hints().address().getHostAddress(),
            setup
                .hints()
                .key()
                .map(key -> "trust_anchors.add('. 3600 IN DS %s')".formatted(key.ds()))
                .orElse(""),
            setup.tcpOnly() ? ", 'TCP'" : "");
  }
}
