package dev.kalm.bench.dns;

import dev.kalm.bench.dns.Options.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code ./dev bench dns}: Kalm's DNS server and its peers. Slow numbers are a result, not an
 * error.
 */
public final class DnsBench {
  private DnsBench() {}

  @SuppressWarnings("SystemOut") // the report is for a person at a terminal
  public static void main(String[] arguments) {
    if (List.of(arguments).contains("--help")) {
      System.out.print(Options.USAGE);
      return;
    }
    try {
      run(Options.parse(arguments));
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage() + "\n\n" + Options.USAGE);
      System.exit(2);
    } catch (IOException broken) {
      System.err.println("The benchmark broke: " + broken.getMessage());
      System.exit(1);
    }
  }

  @SuppressWarnings("SystemOut")
  private static void run(Options options) throws IOException {
    Path folder = Path.of(LoadGenerator.program()).resolveSibling("dns");
    Files.createDirectories(folder);
    removeOldRuns(folder);
    Results results = measure(options, folder);
    String report = new Report(conditions(options), results).markdown();
    System.out.println(report);
    write(folder.resolveSibling("dns.md"), report);
    write(folder.resolveSibling("dns-speed.svg"), Chart.svg(results));
    if (options.table().isPresent()) {
      write(options.table().get(), report);
    }
    if (options.chart().isPresent()) {
      write(options.chart().get(), Chart.svg(results));
    }
  }

  private static Results measure(Options options, Path folder) throws IOException {
    Kalm kalm = Kalm.withAotCache(folder);
    List<DnsPeer> servers = new ArrayList<>(List.of(kalm));
    servers.addAll(options.peers());
    List<DnsPeer> lean = servers.stream().filter(peer -> !isHeavy(peer)).toList();
    servers.add(1, Kalm.withoutAotCache());
    int rounds = options.rounds();
    BenchZone zone = new BenchZone(options.delegations(), 1);
    return new Results(
        new TrafficBench(options, kalm, folder).run(),
        options.measures(Part.MEMORY) ? MemoryBench.run(lean, options.many(), folder) : List.of(),
        options.measures(Part.START) ? StartBench.run(servers, rounds, zone, folder) : List.of(),
        options.measures(Part.PUBLISH)
            ? Optional.of(ServiceBench.publish(options.delegations(), folder))
            : Optional.empty(),
        options.measures(Part.LOAD)
            ? Optional.of(ServiceBench.load(options.many(), rounds, folder))
            : Optional.empty());
  }

  /** They take minutes to load a million names, and nobody is compared with them in memory. */
  private static boolean isHeavy(DnsPeer peer) {
    return peer instanceof Bind || peer instanceof PowerDns;
  }

  private static String conditions(Options options) {
    return "%,d TXT names of one value each, %d rounds in turns, %s s each, medians (least–most); Java %s, %d processors; server and client on a core each."
        .formatted(
            options.delegations(),
            options.rounds(),
            options.seconds(),
            System.getProperty("java.version"),
            Runtime.getRuntime().availableProcessors());
  }

  /** All but the AOT cache. */
  private static void removeOldRuns(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      // Deepest first, so that folders are empty when it is their turn.
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(folder) && !path.endsWith(Kalm.AOT_CACHE)) {
          Files.delete(path);
        }
      }
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    Files.writeString(file, text);
  }
}
