package dev.kalm.server.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the validation DNS server answers.
 *
 * @param nodeId what {@code id.server} is answered with (RFC 4892); absent: refused
 * @param txtTtl how long resolvers may keep a TXT value, 0 to 60 s
 * @param rateLimit whole answers a second for each client network over UDP; 0 for no limit
 * @param rateLimitExempt networks without that limit, {@code 192.0.2.0/24}
 */
public record DnsConfig(
    Optional<String> nodeId, Duration txtTtl, int rateLimit, List<String> rateLimitExempt) {

  /** Below this a CA that validates from a few networks at once could be hit. */
  static final int LOWEST_RATE_LIMIT = 100;

  static final int HIGHEST_RATE_LIMIT = 1_000_000;

  static final DnsConfig DEFAULT =
      new DnsConfig(Optional.empty(), Duration.ofSeconds(1), 1000, List.of());

  static DnsConfig of(Section section) {
    return new DnsConfig(
        section.optional("nodeId", Parsers::nodeId),
        section.optional("txtTtl", Parsers::txtTtl).orElse(DEFAULT.txtTtl),
        section.optional("rateLimit", DnsConfig::rateLimit).orElse(DEFAULT.rateLimit),
        section.list("rateLimitExempt", Parsers::network).orElse(DEFAULT.rateLimitExempt));
  }

  private static int rateLimit(String value) {
    if (value.matches("[0-9]{1,7}")) {
      int limit = Integer.parseInt(value);
      if (limit == 0 || (limit >= LOWEST_RATE_LIMIT && limit <= HIGHEST_RATE_LIMIT)) {
        return limit;
      }
    }
    throw new IllegalArgumentException(
        "is no rate limit; write 0 for none, or %d to %d answers a second"
            .formatted(LOWEST_RATE_LIMIT, HIGHEST_RATE_LIMIT));
  }
}
