package dev.kalm.server.certificate;

import dev.kalm.server.config.RenewalConfig;
import java.time.Duration;
import java.time.Instant;

/**
 * When a certificate is renewed: with a part of its lifetime left, a larger part of a short one.
 * This is where the CA's own word (ARI, RFC 9773) will come first.
 */
public final class RenewalPolicy {
  private static final double WHOLE = 100;

  private final RenewalConfig config;

  public RenewalPolicy(RenewalConfig config) {
    this.config = config;
  }

  /** The moment at which the next issuance starts. */
  public Instant renewAt(Instant notBefore, Instant notAfter) {
    Duration lifetime = Duration.between(notBefore, notAfter);
    double left =
        lifetime.compareTo(config.shortLived()) < 0
            ? config.shortLivedRemainingPercent()
            : config.remainingPercent();
    return notAfter.minusSeconds(Math.round(lifetime.toSeconds() * left / WHOLE));
  }
}
