package dev.kalm.server.issuance;

import dev.kalm.server.authority.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * When a failed issuance is tried again. What the CA asked for always wins; a bad moment of the
 * network is tried again soon and where it was; anything else after 1 minute, 10, 100, then daily,
 * which keeps clear of every CA's limit on failed validations.
 */
public final class RetryPolicy {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration SOON_LIMIT = Duration.ofMinutes(5);
  private static final double JITTER = 0.1;

  private final List<Duration> pauses;
  private final RandomGenerator random;

  /**
   * @param pauses between failures, the last one repeating
   */
  public RetryPolicy(List<Duration> pauses, RandomGenerator random) {
    this.pauses = List.copyOf(pauses);
    this.random = random;
  }

  /**
   * @param failures how many times in a row it has failed, this one included
   */
  Instant retryAt(Failure failure, int failures, Instant now) {
    Duration wait =
        switch (failure.kind()) {
          case TRANSIENT -> {
            Duration doubled = SOON.multipliedBy(1L << Math.min(failures - 1, 10));
            yield doubled.compareTo(SOON_LIMIT) > 0 ? SOON_LIMIT : doubled;
          }
          case RATE_LIMITED, USER_ACTION, REFUSED, INTERNAL ->
              pauses.get(Math.min(failures, pauses.size()) - 1);
        };
    Instant soonest = now.plus(jittered(wait));
    Instant asked = failure.notBefore();
    return asked != null && asked.isAfter(soonest)
        ? asked.plus(jittered(Duration.ofSeconds(1)))
        : soonest;
  }

  private Duration jittered(Duration wait) {
    return wait.plusMillis((long) (wait.toMillis() * JITTER * random.nextDouble()));
  }
}
