package dev.kalm.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.ChallengeType;
import dev.kalm.bench.IssueReport.Burst;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IssueReportTest {
  @Test
  void ratiosAreKalmsMedianByTheOthers() {
    assertThat(report(50, 2600).lines())
        .anyMatch(line ->
            line.matches("\\| dns-01 +\\| uacme +\\| 3 +\\| 5200.0.*\\| 0.010 +\\| 0.100 +\\|"))
        .anyMatch(line -> line.matches("\\| http-01 +\\| certbot .*\\| 0.017 +\\| 0.007 +\\|"));
  }

  @Test
  void aGoalIsReachedUpToItsBound() {
    assertThat(goal(report(50, 2500), "dns-01: wall time, kalm/uacme without"))
        .containsPattern("\\| reached +\\|$");
    assertThat(goal(report(51, 2500), "dns-01: wall time, kalm/uacme without"))
        .endsWith("| not reached |");
    assertThat(goal(report(180, 2500), "http-01: wall time, kalm/lego"))
        .contains("| 0.030 ")
        .containsPattern("\\| reached +\\|$");
    assertThat(goal(report(181, 2500), "http-01: wall time, kalm/lego"))
        .endsWith("| not reached |");
    assertThat(goal(report(51, 2500), "dns-01: certificates a second"))
        .contains("20.0")
        .containsPattern("\\| reached +\\|$");
    assertThat(goal(report(51, 2501), "dns-01: certificates a second")).endsWith("| not reached |");
  }

  @Test
  void theMedianOfAnEvenNumberIsTheMeanOfTheMiddle() {
    assertThat(Measurements.median(walls(9, 1, 4, 2))).isEqualTo(Duration.ofMillis(3));
    assertThat(Measurements.median(walls(9, 1, 4))).isEqualTo(Duration.ofMillis(4));
  }

  private static String report(long kalmMillis, long burstMillis) {
    List<Measurements> series =
        Stream.of(ChallengeType.values())
            .flatMap(challenge ->
                Stream.of(
                    measured("kalm", challenge, 5, kalmMillis, kalmMillis, kalmMillis),
                    measured("uacme", challenge, 50, 200, 5200, 10200),
                    measured("lego", challenge, 40, 5000, 6000, 7000),
                    measured("certbot", challenge, 700, 3000, 3000, 3000)))
            .toList();
    List<Burst> bursts = List.of(new Burst(ChallengeType.DNS_01, 50, walls(burstMillis)));
    return new IssueReport("Here and now.", series, bursts).markdown();
  }

  private static Measurements measured(
      String client, ChallengeType challenge, long cpuEach, long... millis) {
    Measurements measurements = new Measurements(client, challenge);
    measurements.add(walls(millis), Duration.ofMillis(cpuEach * millis.length));
    return measurements;
  }

  private static List<Duration> walls(long... millis) {
    return Arrays.stream(millis).mapToObj(Duration::ofMillis).toList();
  }

  private static String goal(String report, String what) {
    return report.lines().filter(line -> line.startsWith("| " + what)).findFirst().orElseThrow();
  }
}
