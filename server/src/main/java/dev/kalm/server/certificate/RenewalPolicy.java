package dev.kalm.server.certificate;

import java.time.Duration;
import java.time.Instant;

/**
 * When a certificate is renewed: with one third of its lifetime left, half if it lives less than
 * ten days. This is where the CA's own word (ARI, RFC 9773) will come first.
 */
public final class RenewalPolicy {
  private static final Duration SHORT_LIVED = Duration.ofDays(10);

  /** The moment at which the next issuance starts. */
  public Instant renewAt(Instant notBefore, Instant notAfter) {
    Duration lifetime = Duration.between(notBefore, notAfter);
    Duration left =
        lifetime.compareTo(SHORT_LIVED) < 0 ? lifetime.dividedBy(2) : lifetime.dividedBy(3);
    return notAfter.minus(left);
  }
}
