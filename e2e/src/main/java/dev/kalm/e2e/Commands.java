package dev.kalm.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs {@code kalm} commands in front of the reader, each line shown as it is printed. */
final class Commands {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final KalmProcess kalm;
  private final Screen screen;

  Commands(KalmProcess kalm, Screen screen) {
    this.kalm = kalm;
    this.screen = screen;
  }

  /** Runs it to its end; an exit code other than 0 is an exception. */
  void run(String... arguments) throws IOException, InterruptedException {
    try (Running running = begin("", arguments)) {
      running.awaitEnd();
    }
  }

  /**
   * Starts it and shows what it prints.
   *
   * @param mark a part of a line that {@link Running#awaitMark} waits for
   */
  Running begin(String mark, String... arguments) throws IOException {
    screen.command(
        "kalm " + Stream.of(arguments).map(Commands::quoted).collect(Collectors.joining(" ")));
    Process process = kalm.command(arguments).start();
    return new Running(process, mark, arguments);
  }

  /** As a user types it in a shell. */
  private static String quoted(String argument) {
    return argument.contains("*") ? "'" + argument + "'" : argument;
  }

  /** A command under way; closing it ends it. */
  final class Running implements AutoCloseable {
    private final Process process;
    private final String name;
    private final CountDownLatch marked = new CountDownLatch(1);
    private final Thread reader;
    private final List<String> lines = new ArrayList<>();

    private Running(Process process, String mark, String... arguments) {
      this.process = process;
      this.name = "kalm " + String.join(" ", arguments);
      this.reader = Thread.ofVirtual().start(() -> show(mark));
    }

    /** Returns when the marked line has been printed. */
    void awaitMark() throws InterruptedException {
      if (!marked.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "'" + name + "' did not say what was expected within " + LIMIT.toSeconds() + " s");
      }
    }

    void awaitEnd() throws InterruptedException {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "'" + name + "' did not end within " + LIMIT.toSeconds() + " s");
      }
      reader.join();
      if (process.exitValue() != 0) {
        String last = lines.isEmpty() ? "it said nothing" : lines.getLast();
        throw new IllegalStateException(
            "'" + name + "' ended with exit code " + process.exitValue() + " (" + last + ")");
      }
    }

    private void show(String mark) {
      try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
          lines.add(line);
          screen.says(Screen.Voice.KALM, line);
          if (!mark.isEmpty() && line.contains(mark)) {
            marked.countDown();
          }
        }
      } catch (IOException e) {
        screen.says(Screen.Voice.KALM, "(its output cannot be read: " + e.getMessage() + ")");
      } finally {
        // A command that ended will not print the mark: its exit code tells why.
        marked.countDown();
      }
    }

    @Override
    public void close() {
      process.destroy();
    }
  }
}
