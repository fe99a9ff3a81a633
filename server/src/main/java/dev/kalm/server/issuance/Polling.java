package dev.kalm.server.issuance;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The waits between looks at something that the CA is still working on: what its Retry-After says
 * (RFC 8555 section 7.4), and where it says nothing, doubling from a few milliseconds.
 */
final class Polling {
  private static final Duration FIRST = Duration.ofMillis(4);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final InstantSource clock;
  private final Instant deadline;
  private Duration next = FIRST;

  Polling(InstantSource clock, Instant deadline) {
    this.clock = clock;
    this.deadline = deadline;
  }

  /** How long to wait before the next look; null when the deadline would pass meanwhile. */
  @Nullable Duration next(@Nullable Instant retryAfter) {
    Instant now = clock.instant();
    Duration wait = next;
    if (retryAfter != null && retryAfter.isAfter(now)) {
      wait = Duration.between(now, retryAfter);
    } else {
      next = next.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : next.multipliedBy(2);
    }
    return now.plus(wait).isAfter(deadline) ? null : wait;
  }
}
