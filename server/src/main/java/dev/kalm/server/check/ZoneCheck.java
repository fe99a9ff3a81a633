package dev.kalm.server.check;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

public final class ZoneCheck {
  static final Duration DEFAULT_LIMIT = Duration.ofSeconds(10);

  public ZoneCheck(DnsResolver resolver) {
    this(resolver, 53, DEFAULT_LIMIT);
  }

  public ZoneCheck(DnsResolver resolver, int authoritativePort, Duration limit) {}

  public List<RecordCheck> check(ZoneExpectation expectation) {
    return Optional.<List<RecordCheck>>empty().orElseThrow();
  }
}
