package dev.kalm.e2e;

import dev.kalm.api.Endpoint;
import dev.kalm.api.HealthStatus;
import dev.kalm.api.KalmClient;
import dev.kalm.api.KalmException;
import dev.kalm.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A real {@code kalm serve} in an operating-system process of its own, with a folder of its own:
 * {@code kalm.yaml}, {@code kalm.log} and the data folder. It dies with this JVM.
 */
public final class KalmProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int LAST_LINES = 25;
  private static final Pattern SETUP_LINK = Pattern.compile("https://\\S+/setup#token=\\S+");

  /**
   * The kernel's parent-death signal follows the thread that started a process, so that one thread
   * which lives as long as the JVM starts them all.
   */
  private static final ExecutorService LAUNCHER =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("kalm-launcher").factory());

  private final KalmProgram program;
  private final KalmSettings settings;
  private final Path folder;
  private @Nullable Process process;
  private @Nullable KalmClient client;

  /** What a command came to. */
  public record Run(int code, String out, String err) {
    /** Both streams, for messages. */
    public String output() {
      return out + err;
    }
  }

  private KalmProcess(KalmProgram program, KalmSettings settings, Path folder) {
    this.program = program;
    this.settings = settings;
    this.folder = folder;
  }

  /** Writes the configuration into the folder, which has to be there; starts nothing. */
  public static KalmProcess prepare(KalmProgram program, KalmSettings settings, Path folder) {
    KalmProcess kalm = new KalmProcess(program, settings, folder.toAbsolutePath());
    try {
      Files.createDirectories(kalm.data());
      if (!settings.yaml().isEmpty()) {
        Files.writeString(kalm.configuration(), settings.yaml());
      }
      return kalm;
    } catch (IOException e) {
      throw new UncheckedIOException("The configuration of Kalm cannot be written to " + folder, e);
    }
  }

  /** Prepares, starts and waits until it is ready. */
  public static KalmProcess start(KalmProgram program, KalmSettings settings, Path folder) {
    KalmProcess kalm = prepare(program, settings, folder);
    kalm.start();
    return kalm;
  }

  /**
   * Returns when its API says that it is well; a Kalm that is not within 30 s is an exception with
   * its last words.
   */
  public void start() {
    launch();
    awaitReady();
  }

  /** Starts it and waits for its end, for a Kalm that has to refuse to run. */
  public int runToEnd() {
    Process started = launch();
    try {
      if (!started.waitFor(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        kill9();
        throw new IllegalStateException(
            "Kalm still runs after " + START_LIMIT + ":\n" + lastLines());
      }
      return started.exitValue();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** As a power failure: nothing gets a chance to tidy up. */
  public void kill9() {
    end(Process::destroyForcibly);
  }

  /** As {@code systemctl stop}: SIGTERM, and SIGKILL if it does not end within 10 s. */
  public void stop() {
    end(Process::destroy);
  }

  public void restart() {
    if (isAlive()) {
      stop();
    }
    start();
  }

  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** With the administrator's token and the trust anchor of the data folder. */
  public synchronized KalmClient client() {
    if (client == null) {
      try {
        client = connect();
      } catch (IOException e) {
        throw new UncheckedIOException(
            "Kalm's data folder " + data() + " has no token or no anchor", e);
      }
    }
    return client;
  }

  /** Runs a command of the command line in this JVM against this server. */
  public Run cli(String... arguments) {
    return cli(Map.of(), arguments);
  }

  /** The same with more in its environment, such as a token. */
  public Run cli(Map<String, String> more, String... arguments) {
    Map<String, String> environment = environment();
    environment.putAll(more);
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code =
        Main.run(
            arguments,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment);
    return new Run(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** A command of the command line as a process, its two outputs in one, not yet started. */
  public ProcessBuilder command(String... arguments) {
    return builder(program.with(arguments)).redirectErrorStream(true);
  }

  /** What the command line needs to find this server. */
  public Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("KALM_URL", settings.url().toString());
    environment.put("KALM_DATA", data().toString());
    return environment;
  }

  /** The one-time link for the first administrator, which it prints as it starts. */
  public String setupLink() {
    Matcher link = SETUP_LINK.matcher(log());
    if (!link.find()) {
      throw new IllegalStateException("Kalm printed no link for its set-up:\n" + lastLines());
    }
    return link.group();
  }

  /** Everything that it has written to its standard outputs, over all its starts. */
  public String log() {
    try {
      return Files.exists(logFile()) ? Files.readString(logFile()) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String lastLines() {
    List<String> lines = log().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  public Path data() {
    return folder.resolve("data");
  }

  public Path logFile() {
    return folder.resolve("kalm.log");
  }

  public Path configuration() {
    return folder.resolve("kalm.yaml");
  }

  public KalmSettings settings() {
    return settings;
  }

  @Override
  public void close() {
    stop();
    synchronized (this) {
      if (client != null) {
        client.close();
        client = null;
      }
    }
  }

  private synchronized Process launch() {
    if (isAlive()) {
      throw new IllegalStateException("This Kalm is running already");
    }
    List<String> line = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL"));
    line.addAll(program.with(arguments()));
    ProcessBuilder builder =
        builder(line)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
    try {
      process = CompletableFuture.supplyAsync(() -> start(builder), LAUNCHER).join();
      return process;
    } catch (CompletionException e) {
      throw new IllegalStateException("Kalm cannot be started: " + e.getCause(), e);
    }
  }

  private String[] arguments() {
    List<String> arguments = new ArrayList<>(List.of("serve", "--data", data().toString()));
    if (!settings.yaml().isEmpty()) {
      arguments.addAll(List.of("--config", configuration().toString()));
    }
    return arguments.toArray(String[]::new);
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  /** Without what the developer's own environment says to Kalm, other than which Java to run. */
  private ProcessBuilder builder(List<String> line) {
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile());
    builder
        .environment()
        .keySet()
        .removeIf(key -> key.startsWith("KALM_") && !key.startsWith("KALM_JAVA_"));
    builder.environment().putAll(settings.environment());
    builder.environment().putAll(environment());
    return builder;
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    String last = "no answer";
    while (System.nanoTime() < deadline) {
      if (!isAlive()) {
        throw new IllegalStateException(
            "Kalm ended while it started. Its last words:\n" + lastLines());
      }
      try (KalmClient asking = connect()) {
        var health = asking.health();
        if (health.status() == HealthStatus.OK) {
          return;
        }
        last = Optional.ofNullable(health.detail()).orElse(health.status().toString());
      } catch (IOException e) {
        last = e.toString();
      }
      pause();
    }
    throw new IllegalStateException(
        "Kalm is not ready after "
            + START_LIMIT
            + " ("
            + last
            + "). Its last words:\n"
            + lastLines());
  }

  private KalmClient connect() throws IOException, KalmException {
    String token = Files.readString(data().resolve("admin.token")).strip();
    String anchor = Files.readString(data().resolve("api.pem"));
    return new KalmClient(new Endpoint(settings.url(), token, anchor));
  }

  private void end(java.util.function.Consumer<Process> how) {
    Process running;
    synchronized (this) {
      running = process;
      process = null;
    }
    if (running == null) {
      return;
    }
    how.accept(running);
    try {
      if (!running.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        running.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      running.destroyForcibly();
      throw interrupted(e);
    }
  }

  private static void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("Interrupted while waiting for Kalm", e);
  }
}
