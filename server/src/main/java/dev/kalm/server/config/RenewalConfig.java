package dev.kalm.server.config;

import java.time.Duration;
import java.util.List;

/**
 * When to renew a certificate whose CA does not say so itself.
 *
 * @param remainingPercent renew when this much of the lifetime is left
 * @param shortLivedRemainingPercent the same for a lifetime below {@code shortLived}
 * @param retries the pauses after failures; the last one repeats
 */
public record RenewalConfig(
    double remainingPercent,
    double shortLivedRemainingPercent,
    Duration shortLived,
    List<Duration> retries) {
  /** What Let's Encrypt asks of its clients. */
  static final RenewalConfig DEFAULT =
      new RenewalConfig(
          100.0 / 3,
          50,
          Duration.ofDays(10),
          List.of(
              Duration.ofMinutes(1),
              Duration.ofMinutes(10),
              Duration.ofMinutes(100),
              Duration.ofDays(1)));

  static RenewalConfig of(Section section) {
    return new RenewalConfig(
        section.optional("remainingPercent", Parsers::percent).orElse(DEFAULT.remainingPercent),
        section
            .optional("shortLivedRemainingPercent", Parsers::percent)
            .orElse(DEFAULT.shortLivedRemainingPercent),
        section.optional("shortLived", Parsers::duration).orElse(DEFAULT.shortLived),
        section.list("retries", Parsers::duration).orElse(DEFAULT.retries));
  }
}
