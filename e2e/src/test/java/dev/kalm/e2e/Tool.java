package dev.kalm.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kalm.testnet.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that a test runs to its end; a test is skipped where it is not installed. */
record Tool(String program, Duration limit) {
  /** Runs it in {@code folder} and returns its standard output, when it ends with 0. */
  String run(Path folder, String... arguments) throws Exception {
    assumeTrue(Tools.has(program), () -> "skipped: " + program + " is not installed");
    List<String> command = new ArrayList<>(List.of(Tools.find(program).toString()));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, program, ".out");
    Path errors = Files.createTempFile(folder, program, ".err");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      assertThat(process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS))
          .as(program + " ends within " + limit)
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
    return Files.readString(output);
  }
}
