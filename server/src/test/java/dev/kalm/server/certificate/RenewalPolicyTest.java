package dev.kalm.server.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.server.config.RenewalConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenewalPolicyTest {
  private static final RenewalConfig CONFIG =
      new RenewalConfig(100.0 / 3, 50, Duration.ofDays(10), List.of(Duration.ofMinutes(1)));

  @ParameterizedTest
  @CsvSource({"P90D, P30D", "P45D, P15D", "PT160H, PT80H", "P10D, PT80H"})
  void aThirdOfTheLifetimeIsLeftAtRenewalAndHalfOfAShortOne(Duration lifetime, Duration left) {
    Instant from = Instant.parse("2026-11-23T00:00:00Z");
    assertThat(new RenewalPolicy(CONFIG).renewAt(from, from.plus(lifetime)))
        .isEqualTo(from.plus(lifetime).minus(left));
  }
}
