package dev.kalm.bench.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
  @Test
  void readsWhatOurOwnGeneratorPrints() {
    assertThat(
            LoadGenerator.ours(
                """
                answered 3000000
                lost 2
                wrong 1
                seconds 2.000100
                p50 12345
                p99 23456
                """))
        .isEqualTo(new Load(3_000_000, 2, 1, 2.0001, Map.of("p50", 12345.0, "p99", 23456.0)));
  }

  @Test
  void readsWhatDnsperfPrints() {
    assertThat(
            LoadGenerator.dnsperf(
                """
                Statistics:

                  Queries sent:         284512
                  Queries completed:    284510 (100.00%)
                  Queries lost:         2 (0.00%)

                  Response codes:       NOERROR 256059 (90.00%), NXDOMAIN 28451 (10.00%)
                  Run time (s):         3.000911
                """))
        .isEqualTo(new Load(284_510, 2, 0, 3.000911, Map.of()));
  }
}
