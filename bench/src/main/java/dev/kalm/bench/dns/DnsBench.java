package dev.kalm.bench.dns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

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
    Path target = Path.of(LoadGenerator.program()).resolveSibling("dns");
    Files.createDirectories(target);
    String report = new TrafficReport(new TrafficBench(options, target).run()).markdown();
    System.out.println(report);
    write(target.resolveSibling("dns.md"), report);
    if (options.table().isPresent()) {
      write(options.table().get(), report);
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    Files.writeString(file, text);
  }
}
