package dev.kalm.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How Kalm is run: the words before {@code serve} or {@code cert}. */
public record KalmProgram(List<String> command) {
  public KalmProgram {
    command = List.copyOf(command);
  }

  /** A distribution as {@code ./dev build} leaves it: {@code home/bin/kalm}. */
  public static KalmProgram ofDistribution(Path home) {
    Path program = home.resolve("bin").resolve("kalm").toAbsolutePath();
    if (!Files.isExecutable(program)) {
      throw new IllegalStateException(
          program + " is not there: `./dev build` makes the distribution");
    }
    return new KalmProgram(List.of(program.toString()));
  }

  /** This JVM's own classes, so that tests need no distribution. */
  public static KalmProgram ofClassPath() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new KalmProgram(
        List.of(
            java.toString(),
            "--enable-native-access=ALL-UNNAMED",
            // A test's server lives for seconds: what pays off later only slows its start.
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.kalm.cli.Main"));
  }

  List<String> with(String... arguments) {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of(arguments));
    return line;
  }
}
