package dev.kalm.bench.dns;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs a program to its end. */
final class Program {
  private Program() {}

  /** What it printed; a failure carries that too. There is nothing for it to read. */
  static String output(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + " failed:\n" + output);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while it ran: " + String.join(" ", command), e);
    }
    return output;
  }

  /** Reads the lines that are a name and a number. */
  static Map<String, Double> numbers(String output) {
    Map<String, Double> numbers = new HashMap<>();
    output
        .lines()
        .filter(line -> line.matches("[a-z0-9]+ [0-9.]+"))
        .map(line -> line.split(" "))
        .forEach(pair -> numbers.put(pair[0], Double.valueOf(pair[1])));
    return numbers;
  }
}
