package dev.kalm.server.check;

import java.time.Duration;
import java.util.Optional;

public final class HttpCheck {
  static final Duration DEFAULT_LIMIT = Duration.ofSeconds(10);

  public HttpCheck(DnsResolver resolver) {
    this(resolver, 80, 443, DEFAULT_LIMIT);
  }

  public HttpCheck(DnsResolver resolver, int httpPort, int httpsPort, Duration limit) {}

  public HttpSight look(String name, String token, String keyAuthorization) {
    return Optional.<HttpSight>empty().orElseThrow();
  }
}
