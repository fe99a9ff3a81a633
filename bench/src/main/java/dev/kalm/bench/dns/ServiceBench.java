package dev.kalm.bench.dns;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Publishing a value, and loading a zone: each in a JVM of its own that has both cores. */
final class ServiceBench {
  private static final int PUBLICATIONS = 10_000;

  /** Each is two commits that wait for the disk. */
  private static final int STORED_PUBLICATIONS = 2000;

  private ServiceBench() {}

  /**
   * From publishing a value until it is served.
   *
   * @param inMemory into the zone alone
   * @param stored through the service: SQLite's commit, then the zone
   */
  record Publishing(Latencies inMemory, Latencies stored) {}

  static Publishing publish(int delegations, Path folder) throws IOException {
    Progress.say("publishing %,d values".formatted(PUBLICATIONS));
    Latencies inMemory =
        Latencies.of(
            run(
                PublishProcess.class,
                Integer.toString(PUBLICATIONS),
                Integer.toString(delegations),
                "unsigned"));
    Path file = folder.resolve("publish.db");
    Progress.say("publishing %,d values through SQLite".formatted(STORED_PUBLICATIONS));
    Map<String, Double> stored =
        run(
            ServiceProcess.class,
            "publish",
            file.toString(),
            Integer.toString(STORED_PUBLICATIONS));
    return new Publishing(inMemory, Latencies.of(stored));
  }

  /**
   * Seconds from a SQLite file until all is served, each time in a JVM that has done nothing yet.
   */
  static Spread load(int delegations, int rounds, Path folder) throws IOException {
    Path file = folder.resolve("load.db");
    Progress.say("writing %,d delegations into SQLite".formatted(delegations));
    run(ServiceProcess.class, "fill", file.toString(), Integer.toString(delegations));
    List<Double> seconds = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      Map<String, Double> numbers = run(ServiceProcess.class, "load", file.toString());
      if (Objects.requireNonNull(numbers.get("delegations")) != delegations) {
        throw new IOException("Not all delegations were loaded from " + file + ": " + numbers);
      }
      seconds.add(Objects.requireNonNull(numbers.get("seconds")));
      Progress.say("loaded in %.2f s".formatted(seconds.getLast()));
    }
    return Spread.of(seconds.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static Map<String, Double> run(Class<?> main, String... arguments) throws IOException {
    return Program.numbers(
        Program.output(Java.command(List.of(), Java.fullClassPath(), main, arguments)));
  }
}
