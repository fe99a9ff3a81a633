package dev.kalm.testnet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One program of the box, in the foreground, with a log file; started, waited for, stopped. */
final class Program {
  /** Ten programs that start at once on two busy cores need more than a moment. */
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private static final Duration STOP_LIMIT = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(5);
  private static final int LAST_LINES = 15;

  /**
   * The kernel's parent-death signal follows the thread that started a process, not the JVM: so one
   * thread that lives as long as the JVM starts them all.
   */
  private static final ExecutorService LAUNCHER =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("testnet-launcher").factory());

  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Path log;
  private @Nullable Process process;

  Program(String name, List<String> command, Map<String, String> environment, Path log) {
    this.name = name;
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.log = log;
  }

  /** Asks once whether the program serves; not yet is an IOException or false. */
  @FunctionalInterface
  interface Readiness {
    boolean ask() throws IOException;
  }

  synchronized void start() {
    if (isAlive()) {
      throw new IllegalStateException(name + " is running already");
    }
    List<String> line =
        new ArrayList<>(List.of(Tools.find("setpriv").toString(), "--pdeathsig", "KILL"));
    line.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      process = CompletableFuture.supplyAsync(() -> launch(builder), LAUNCHER).join();
    } catch (CompletionException e) {
      throw new TestnetException(name + " cannot be started: " + e.getCause(), e);
    }
  }

  void awaitReady(Readiness readiness) {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    String lastAnswer = "no answer";
    while (System.nanoTime() < deadline) {
      if (!isAlive()) {
        throw new TestnetException(
            name + " ended while it started. Its last words:\n" + lastLines());
      }
      try {
        if (readiness.ask()) {
          return;
        }
        lastAnswer = "not the expected answer";
      } catch (IOException e) {
        lastAnswer = e.toString();
      }
      pause();
    }
    throw new TestnetException(
        name
            + " does not serve after "
            + START_LIMIT
            + " ("
            + lastAnswer
            + "). Its last words:\n"
            + lastLines());
  }

  synchronized void stop() {
    if (process == null) {
      return;
    }
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    process = null;
  }

  synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Everything this program has written so far. */
  String output() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      return "(" + log + " cannot be read: " + e + ")";
    }
  }

  String lastLines() {
    List<String> lines = output().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  static void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TestnetException("Interrupted while waiting for the testnet", e);
    }
  }

  private static Process launch(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }
}
