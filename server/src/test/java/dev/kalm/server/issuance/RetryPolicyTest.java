package dev.kalm.server.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.ProblemKind;
import dev.kalm.server.authority.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private final RetryPolicy policy =
      new RetryPolicy(
          List.of(
              Duration.ofMinutes(1),
              Duration.ofMinutes(10),
              Duration.ofMinutes(100),
              Duration.ofDays(1)),
          new Random(1));

  @ParameterizedTest
  @CsvSource({"1, PT1M", "2, PT10M", "3, PT100M", "4, P1D", "40, P1D"})
  void whatAPersonHasToMendIsTriedAgainMoreAndMoreRarely(int failures, Duration wait) {
    assertWait(policy.retryAt(failure(ProblemKind.USER_ACTION, null), failures, NOW), wait);
  }

  @ParameterizedTest
  @CsvSource({"1, PT2S", "2, PT4S", "5, PT32S", "9, PT5M", "400, PT5M"})
  void aBadMomentIsTriedAgainSoon(int failures, Duration wait) {
    assertWait(policy.retryAt(failure(ProblemKind.TRANSIENT, null), failures, NOW), wait);
  }

  @Test
  void whatTheAuthorityAskedForWins() {
    Instant asked = NOW.plus(Duration.ofHours(3));
    assertThat(policy.retryAt(failure(ProblemKind.RATE_LIMITED, asked), 1, NOW))
        .isAfterOrEqualTo(asked)
        .isBefore(asked.plusSeconds(2));
  }

  @Test
  void anEarlierWishOfTheAuthorityDoesNotShortenTheWait() {
    assertWait(
        policy.retryAt(failure(ProblemKind.USER_ACTION, NOW.plusSeconds(1)), 2, NOW),
        Duration.ofMinutes(10));
  }

  private static void assertWait(Instant retryAt, Duration wait) {
    assertThat(retryAt)
        .isAfterOrEqualTo(NOW.plus(wait))
        .isBefore(NOW.plus(wait.multipliedBy(11).dividedBy(10)).plusMillis(1));
  }

  private static Failure failure(ProblemKind kind, Instant notBefore) {
    return new Failure(kind, Failure.of(kind, "t", "d", "a").problem(), notBefore);
  }
}
