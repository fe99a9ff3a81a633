package dev.kalm.server.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenewalPolicyTest {

  @ParameterizedTest
  @CsvSource({"P90D, P30D", "P45D, P15D", "PT160H, PT80H", "P10D, PT80H"})
  void aThirdOfTheLifetimeIsLeftAtRenewalAndHalfOfAShortOne(Duration lifetime, Duration left) {
    Instant from = Instant.parse("2026-11-23T00:00:00Z");
    assertThat(new RenewalPolicy().renewAt(from, from.plus(lifetime)))
        .isEqualTo(from.plus(lifetime).minus(left));
  }
}
