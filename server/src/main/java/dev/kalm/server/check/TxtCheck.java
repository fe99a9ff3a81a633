package dev.kalm.server.check;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

public final class TxtCheck {
  static final Duration DEFAULT_LIMIT = Duration.ofSeconds(10);

  public TxtCheck(DnsResolver resolver) {
    this(resolver, DEFAULT_LIMIT);
  }

  public TxtCheck(DnsResolver resolver, Duration limit) {}

  public TxtSight look(String challengeName, String value) {
    return Optional.<TxtSight>empty().orElseThrow();
  }

  public TxtSight lookAt(InetSocketAddress server, String owner, String value) {
    return Optional.<TxtSight>empty().orElseThrow();
  }
}
