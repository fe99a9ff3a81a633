package dev.kalm.server.check;

import java.time.Duration;
import java.util.Optional;

public final class DelegationCheck {
  static final Duration DEFAULT_LIMIT = Duration.ofSeconds(10);

  public DelegationCheck(DnsResolver resolver) {
    this(resolver, 53, DEFAULT_LIMIT);
  }

  public DelegationCheck(DnsResolver resolver, int authoritativePort, Duration limit) {}

  public RecordCheck check(String challengeName, String target) {
    return Optional.<RecordCheck>empty().orElseThrow();
  }
}
