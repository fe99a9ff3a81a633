package dev.kalm.bench.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kalm.bench.dns.Goals.Goal;
import dev.kalm.bench.dns.MemoryBench.Memory;
import dev.kalm.bench.dns.Scenario.Kind;
import dev.kalm.bench.dns.ServiceBench.Publishing;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Scenario FLAT = new Scenario(Kind.UDP_FLAT, Edns.NONE, false);
  private static final Scenario PACED = new Scenario(Kind.UDP_PACED, Edns.NONE, false);

  @Test
  void aSampleIsDividedByWhatWasAnswered() {
    Load load = new Load(200_000, 1, 1, 2, Map.of());
    Sample sample = new Sample(load, new ProcessTree.Cpu(0.1, 0.9), 400_000);
    assertThat(sample.queriesASecond()).isEqualTo(100_000);
    assertThat(sample.cpuMicros()).isCloseTo(5, within(1e-9));
    assertThat(sample.userMicros()).isCloseTo(0.5, within(1e-9));
    assertThat(sample.systemMicros()).isCloseTo(4.5, within(1e-9));
    assertThat(sample.busyPercent()).isCloseTo(50, within(1e-9));
    assertThat(sample.lostAMillion()).isCloseTo(10, within(1e-9));
    assertThat(sample.allocatedBytes()).isEqualTo(2);
  }

  @Test
  void ratiosAreOfTheSameRound() {
    Samples samples = new Samples();
    // The whole machine was slow in the second round, which a ratio of medians would show.
    List.of(5.0, 50.0, 6.0).forEach(micros -> samples.add("kalm", sample(micros)));
    List.of(10.0, 100.0, 10.0).forEach(micros -> samples.add("nsd", sample(micros)));
    assertThat(samples.ratio("kalm", "nsd", Sample::cpuMicros)).isCloseTo(0.5, within(1e-9));
    assertThat(samples.ratio("kalm", "knot", Sample::cpuMicros)).isNaN();
  }

  @Test
  void aSpreadIsTheMiddleAndTheEnds() {
    assertThat(Spread.of(9, 1, 4, 2)).isEqualTo(new Spread(1, 3, 9));
    assertThat(Spread.of(9, 1, 4).text(1)).isEqualTo("4.0 (1.0–9.0)");
  }

  @Test
  void aGoalIsReachedUpToItsBound() {
    assertThat(goals(7.0, 10)).extracting(Goal::isReached).containsExactly(true, true, true);
    assertThat(goals(7.01, 10)).extracting(Goal::isReached).containsExactly(false, true, true);
    assertThat(new Goal("a rate", true, 0.95, 0.949).isReached()).isFalse();
    assertThat(new Goal("a rate", true, 0.95, 0.95).isReached()).isTrue();
  }

  @Test
  void everyMeasuredPartIsInTheReport() {
    String report = new Report("Here and now.", everything()).markdown();
    assertThat(report)
        .contains("UDP flat out; unsigned zone, no EDNS:")
        .containsPattern("\\| knot +\\| 100.0 \\(100.0–100.0\\) \\| 10.00 \\(10.00–10.00\\).*0.500")
        .contains("50 not driven flat out")
        .containsPattern("\\| kalm +\\| 10 \\(10–10\\) \\| 20 .*\\| 40 ")
        .containsPattern("\\| kalm +\\| 20 +\\| 115 +\\| 125 +\\| 100 ")
        .containsPattern("\\| kalm +\\| 100 \\(100–100\\) +\\| 200 ")
        .containsPattern("through SQLite \\| 0.400 \\| 1.500 \\| 3.000 ")
        .contains("Loading from SQLite, s: 4.00 (3.00–5.00)")
        .containsPattern("p99, ms +\\| ≤ 1.00 +\\| 1.50 +\\| not reached");
  }

  @Test
  void theChartIsAnImageWithABarForEachServer() throws Exception {
    String svg = Chart.svg(everything());
    byte[] bytes = svg.getBytes(StandardCharsets.UTF_8);
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(bytes));
    // The longest is 620 wide, the others in proportion.
    assertThat(svg).contains("width=\"620.0\"", "width=\"310.0\"", ">10.0<", ">5.0<");
  }

  private static Results everything() {
    Samples flat = new Samples();
    flat.add("kalm", sample(5));
    flat.add("knot", sample(10));
    Samples paced = new Samples();
    Map<String, Double> latencies = Map.of("p50", 1e4, "p90", 2e4, "p99", 3e4, "p999", 4e4);
    paced.add("kalm", new Sample(new Load(1, 0, 0, 1, latencies), ProcessTree.Cpu.NONE, 0));
    return new Results(
        Map.of(FLAT, flat, PACED, paced),
        List.of(new Memory("kalm", 20L << 20, 115L << 20, 125L << 20, 1_000_000)),
        List.of(new StartBench.Start("kalm", Spread.of(100), Spread.of(200))),
        Optional.of(new Publishing(new Latencies(0.1, 0.2, 0.3), new Latencies(0.4, 1.5, 3))),
        Optional.of(Spread.of(3, 5, 4)));
  }

  /** The ratio to NSD, user time and allocation of Kalm and NSD at these microseconds a query. */
  private static List<Goal> goals(double kalm, double nsd) {
    Samples flat = new Samples();
    flat.add("kalm", sample(kalm));
    flat.add("nsd", sample(nsd));
    return Goals.of(
        new Results(Map.of(FLAT, flat), List.of(), List.of(), Optional.empty(), Optional.empty()));
  }

  private static Sample sample(double micros) {
    return new Sample(new Load(100_000, 0, 0, 1, Map.of()), new ProcessTree.Cpu(0, micros / 10), 0);
  }
}
