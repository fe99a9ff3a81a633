package dev.kalm.bench;

import dev.kalm.api.CertificateQuery;
import dev.kalm.api.CertificateSort;
import dev.kalm.api.CertificateStatus;
import dev.kalm.api.KalmClient;
import dev.kalm.api.SortOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./dev bench list [CERTIFICATES]}: how long the list of certificates takes to answer, over
 * its REST API and with many certificates in SQLite. Beside it, {@code GET /health} in the same run
 * says what a request costs that finds nothing. Slow numbers are a result, not an error.
 */
public final class ListBench {
  private static final int CERTIFICATES = 100_000;
  private static final int WARM_UP = 5;
  private static final int ROUNDS = 30;
  private static final int PAGE = 50;
  private static final double HUNDRED = 100;
  private static final double TAIL = 0.95;

  private final KalmClient client;
  private final Map<String, List<Duration>> times = new LinkedHashMap<>();

  private ListBench(KalmClient client) {
    this.client = client;
  }

  private interface Call {
    void make() throws IOException;
  }

  @SuppressWarnings("SystemOut") // the report is the program's output
  public static void main(String[] arguments) throws IOException {
    int certificates = arguments.length == 0 ? CERTIFICATES : Integer.parseInt(arguments[0]);
    Path folder = Files.createTempDirectory("kalm-list");
    String typed = ListSeed.fill(folder.resolve("data").resolve("kalm.db"), certificates);
    try (ListServer kalm = new ListServer(folder);
        KalmClient client = new KalmClient(kalm.endpoint())) {
      ListBench bench = new ListBench(client);
      for (int round = 0; round < WARM_UP + ROUNDS; round++) {
        if (round == WARM_UP) {
          bench.times.clear();
        }
        bench.round(typed);
      }
      System.out.println(bench.report(certificates));
    }
  }

  /** Everything once, so that a noisy moment of the machine hits all of it. */
  private void round(String typed) throws IOException {
    time("GET /health", client::health);
    for (int length = 1; length <= typed.length(); length++) {
      String search = typed.substring(0, length);
      CertificateQuery query = searched(search, null);
      time("search, letter " + length, () -> client.certificates(query, PAGE, null));
    }
    CertificateQuery sorted = searched(typed, CertificateSort.NAME);
    time("the same, by name", () -> client.certificates(sorted, PAGE, null));
    CertificateQuery nothing = searched("found-nowhere", CertificateSort.STATUS);
    time("search, nothing found", () -> client.certificates(nothing, PAGE, null));
    for (CertificateSort sort : CertificateSort.values()) {
      for (SortOrder order : SortOrder.values()) {
        CertificateQuery query = new CertificateQuery(null, List.of(), null, null, sort, order);
        time("by " + sort + " " + order, () -> client.certificates(query, PAGE, null));
      }
    }
    for (CertificateStatus status : CertificateStatus.values()) {
      CertificateQuery query =
          new CertificateQuery(null, List.of(status), null, null, CertificateSort.NAME, null);
      time("status " + status, () -> client.certificates(query, PAGE, null));
    }
    time("GET /overview", client::overview);
  }

  private static CertificateQuery searched(String search, @Nullable CertificateSort sort) {
    return new CertificateQuery(search, List.of(), null, null, sort, null);
  }

  private void time(String what, Call call) throws IOException {
    long start = System.nanoTime();
    call.make();
    times
        .computeIfAbsent(what, _ -> new ArrayList<>())
        .add(Duration.ofNanos(System.nanoTime() - start));
  }

  private String report(int certificates) {
    Duration floor = Measurements.median(times.getOrDefault("GET /health", List.of()));
    List<List<String>> rows = new ArrayList<>();
    times.forEach((what, taken) ->
        rows.add(
            List.of(
                what,
                milliseconds(Measurements.median(taken)),
                milliseconds(tail(taken)),
                milliseconds(Measurements.median(taken).minus(floor)))));
    return "# The list of certificates\n\n%,d certificates of two names each in SQLite, pages of %d, %d rounds, one client.\n\n%s"
        .formatted(
            certificates,
            PAGE,
            ROUNDS,
            MarkdownTable.of(List.of("asked", "median ms", "p95 ms", "median over /health"), rows));
  }

  private static Duration tail(List<Duration> taken) {
    List<Duration> sorted = taken.stream().sorted().toList();
    return sorted.get((int) Math.ceil(sorted.size() * TAIL) - 1);
  }

  private static String milliseconds(Duration duration) {
    return String.format(
        Locale.ROOT, "%.1f", Math.round(duration.toNanos() / 1e6 * HUNDRED) / HUNDRED);
  }
}
