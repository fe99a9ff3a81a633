package dev.kalm.bench.dns;

import dev.kalm.bench.MarkdownTable;
import java.util.List;
import java.util.Locale;

/** The whole run as Markdown that reads well on a terminal too. */
record Report(String conditions, Results results) {

  String markdown() {
    StringBuilder text =
        new StringBuilder("# The DNS server\n\n").append(conditions).append("\n\n");
    text.append(new TrafficReport(results.traffic()).markdown());
    if (!results.memory().isEmpty()) {
      text.append(memory()).append('\n');
    }
    if (!results.starts().isEmpty()) {
      text.append(starts()).append('\n');
    }
    results.publishing().ifPresent(publishing -> text.append(publishing(publishing)).append('\n'));
    results
        .loadSeconds()
        .ifPresent(seconds ->
            text.append("Loading from SQLite, s: ").append(seconds.text(2)).append("\n\n"));
    return text.append("Goals:\n\n").append(Goals.markdown(Goals.of(results))).toString();
  }

  private String memory() {
    List<List<String>> rows =
        results.memory().stream()
            .map(memory ->
                List.of(
                    memory.server(),
                    number(memory.emptyMebibytes()),
                    number(memory.fullMebibytes()),
                    number(memory.loadedMebibytes()),
                    number(memory.bytesADelegation())))
            .toList();
    return "Resident memory with %,d delegations, a tenth of them with a value:%n%n"
            .formatted(results.memory().getFirst().delegations())
        + MarkdownTable.of(
            List.of("server", "MiB with one", "with all", "after queries", "bytes a delegation"),
            rows);
  }

  private String starts() {
    List<List<String>> rows =
        results.starts().stream()
            .map(start -> List.of(start.server(), start.one().text(0), start.many().text(0)))
            .toList();
    return "Start to first answer, ms:\n\n"
        + MarkdownTable.of(List.of("server", "one delegation", "all of the zone"), rows);
  }

  private static String publishing(ServiceBench.Publishing publishing) {
    return "From publishing a TXT value until it is served over UDP, ms:\n\n"
        + MarkdownTable.of(
            List.of("way", "p50", "p99", "max"),
            List.of(
                row("into the zone", publishing.inMemory()),
                row("through SQLite", publishing.stored())));
  }

  private static List<String> row(String way, Latencies latencies) {
    return List.of(
        way, precise(latencies.p50()), precise(latencies.p99()), precise(latencies.max()));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }

  private static String precise(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
