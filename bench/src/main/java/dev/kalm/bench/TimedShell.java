package dev.kalm.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Runs programs one after another and says what each cost, to the millisecond.
 *
 * <p>A bash does it that lives as long as this, so that neither a JVM's fork nor a shell's start is
 * in the numbers: its {@code time} reads the clock around the program, and getrusage for the
 * program and every descendant that was waited for. It has a mount namespace of its own where the
 * system's trusted roots are one file, because uacme takes no other way to trust a CA; the
 * machine's are untouched.
 */
final class TimedShell implements AutoCloseable {
  private static final int LAST_LINES = 25;

  private static final String SCRIPT =
      """
      mount -t tmpfs -o mode=755 tmpfs /etc/ssl/certs && cp "$1" /etc/ssl/certs/ca-certificates.crt || exit
      TIMEFORMAT='%3R %3U %3S'
      echo ready
      while IFS= read -r line; do
        time eval "$line" >"$2" 2>&1 </dev/null
        echo "$?"
      done
      """;

  private final Path log;
  private final Process process;
  private final BufferedReader answers;
  private final Writer commands;
  private Duration cpu = Duration.ZERO;

  /** Programs trust nothing but these PEM certificates; their output goes to the log. */
  TimedShell(Path trustAnchor, Path log) throws IOException {
    this.log = log;
    process =
        new ProcessBuilder(
                "unshare",
                "--mount",
                "bash",
                "-c",
                SCRIPT,
                "bash",
                trustAnchor.toString(),
                log.toString())
            .redirectErrorStream(true)
            .start();
    answers = process.inputReader(StandardCharsets.UTF_8);
    commands = process.outputWriter(StandardCharsets.UTF_8);
    String first = answers.readLine();
    if (!"ready".equals(first)) {
      throw new IOException("A shell with roots of its own cannot be started: " + first);
    }
  }

  /** Runs to the end; a failure carries the program's last words. */
  Duration run(List<String> command) throws IOException {
    String line = command.stream().map(TimedShell::quoted).collect(Collectors.joining(" "));
    commands.write(line + "\n");
    commands.flush();
    String times = answers.readLine();
    String exit = answers.readLine();
    if (exit == null || !times.matches("\\d+\\.\\d{3}( \\d+\\.\\d{3}){2}")) {
      throw new IOException("The shell broke while it ran " + line + ": " + times);
    }
    if (!exit.equals("0")) {
      throw new IOException("Exit code " + exit + " of " + line + "\n" + lastLines());
    }
    String[] parts = times.split(" ", -1);
    cpu = cpu.plus(seconds(parts[1])).plus(seconds(parts[2]));
    return seconds(parts[0]);
  }

  /** Of all programs so far. */
  Duration cpu() {
    return cpu;
  }

  @Override
  public void close() throws IOException {
    commands.close();
    process.destroy();
  }

  private static Duration seconds(String text) {
    return Duration.ofMillis(new BigDecimal(text).movePointRight(3).longValueExact());
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readString(log).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "(" + log + " cannot be read: " + e + ")";
    }
  }
}
