package dev.kalm.bench.dns;

import dev.kalm.bench.MarkdownTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A table for each way to ask, Kalm first, with its ratios to each of the others. */
record TrafficReport(Map<Scenario, Samples> results) {
  /** Below this the generator was the bottleneck, or somebody else used the server's core. */
  private static final double BUSY_PERCENT = 95;

  private static final List<String> HEADINGS =
      List.of(
          "server",
          "1000 queries/s",
          "µs CPU/query",
          "user",
          "system",
          "core busy %",
          "lost a million",
          "Kalm/it: CPU",
          "queries/s");

  String markdown() {
    StringBuilder text = new StringBuilder();
    results.forEach((scenario, samples) ->
        text.append(scenario.title())
            .append(":\n\n")
            .append(
                scenario.kind() == Scenario.Kind.UDP_PACED
                    ? latencies(samples)
                    : loads(scenario, samples))
            .append('\n'));
    return text.toString();
  }

  private static String loads(Scenario scenario, Samples samples) {
    List<List<String>> rows = new ArrayList<>();
    for (String server : samples.servers()) {
      rows.add(
          List.of(
              server,
              samples.spread(server, sample -> sample.queriesASecond() / 1000).text(1),
              samples.spread(server, Sample::cpuMicros).text(2),
              median(samples, server, Sample::userMicros, 2),
              median(samples, server, Sample::systemMicros, 2),
              busy(scenario, samples, server),
              median(samples, server, Sample::lostAMillion, 0),
              ratio(samples, server, Sample::cpuMicros),
              ratio(samples, server, Sample::queriesASecond)));
    }
    return MarkdownTable.of(HEADINGS, rows);
  }

  private static String latencies(Samples samples) {
    List<List<String>> rows = new ArrayList<>();
    for (String server : samples.servers()) {
      List<String> row = new ArrayList<>(List.of(server));
      for (String part : List.of("p50", "p90", "p99", "p999")) {
        row.add(samples.spread(server, latencyMicros(part)).text(0));
      }
      row.add(ratio(samples, server, latencyMicros("p99")));
      row.add(median(samples, server, Sample::cpuMicros, 2));
      rows.add(row);
    }
    return MarkdownTable.of(
        List.of("server", "p50 µs", "p90", "p99", "p99.9", "Kalm/it: p99", "µs CPU/query"), rows);
  }

  static ToDoubleFunction<Sample> latencyMicros(String part) {
    return sample -> sample.load().latencies().getOrDefault(part, Double.NaN) / 1000;
  }

  private static String busy(Scenario scenario, Samples samples, String server) {
    double busy = samples.spread(server, Sample::busyPercent).median();
    boolean isWarning = scenario.kind() == Scenario.Kind.UDP_FLAT && busy < BUSY_PERCENT;
    return number(busy, 0) + (isWarning ? " not driven flat out" : "");
  }

  private static String median(
      Samples samples, String server, ToDoubleFunction<Sample> figure, int decimals) {
    return number(samples.spread(server, figure).median(), decimals);
  }

  private static String ratio(Samples samples, String server, ToDoubleFunction<Sample> figure) {
    return server.equals(Kalm.NAME) ? "" : number(samples.ratio(Kalm.NAME, server, figure), 3);
  }

  private static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
