package dev.kalm.bench;

import dev.kalm.api.Endpoint;
import dev.kalm.api.KalmClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** {@code kalm serve} from the distribution, as a process of its own. */
final class KalmProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final Duration QUIET_LIMIT = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int QUIET_POLLS = 10;
  private static final int LAST_LINES = 25;

  private final Path data;
  private final Path log;
  private final URI url;
  private final Process process;
  private final Thread shutdownHook;

  /** Returns when it serves. */
  KalmProcess(Box box, Path folder) throws IOException {
    data = folder.resolve("data");
    log = folder.resolve("kalm.log");
    url = URI.create("https://" + box.testnet().kalmAddress().getHostAddress() + ":8443");
    Path configuration = Files.writeString(folder.resolve("kalm.yaml"), configuration(box, data));
    process =
        new ProcessBuilder(
                distribution().resolve("bin/kalm").toString(),
                "serve",
                "--config",
                configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    shutdownHook = new Thread(process::destroyForcibly, "kalm-stop");
    Runtime.getRuntime().addShutdownHook(shutdownHook);
    awaitReady();
  }

  /** What {@code ./dev build} left. */
  static Path distribution() {
    String given = Objects.requireNonNullElse(System.getenv("KALM_DISTRIBUTION"), "target/kalm");
    return Path.of(given).toAbsolutePath();
  }

  Endpoint endpoint() throws IOException {
    String token = Files.readString(data.resolve("admin.token")).strip();
    return new Endpoint(url, token, Files.readString(data.resolve("api.pem")));
  }

  /**
   * User and system time of all its threads, in steps of 10 ms, once it has nothing left to do:
   * what it does after a certificate is ready counts too.
   */
  Duration quietCpu() throws IOException {
    long deadline = System.nanoTime() + QUIET_LIMIT.toNanos();
    Duration latest = cpu();
    int quiet = 0;
    while (quiet < QUIET_POLLS && System.nanoTime() < deadline) {
      pause();
      Duration now = cpu();
      quiet = now.equals(latest) ? quiet + 1 : 0;
      latest = now;
    }
    return latest;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(shutdownHook);
  }

  private Duration cpu() throws IOException {
    return process
        .toHandle()
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new IOException("Kalm is not running any more.\n" + lastLines()));
  }

  private void awaitReady() throws IOException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new IOException("Kalm does not serve. Its last words:\n" + lastLines());
      }
      pause();
    }
  }

  private boolean answers() {
    try (KalmClient client = new KalmClient(endpoint())) {
      client.health();
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readString(log).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "(" + log + " cannot be read: " + e + ")";
    }
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for Kalm", e);
    }
  }

  private static String configuration(Box box, Path data) {
    String address = box.testnet().kalmAddress().getHostAddress();
    return """
    data: %1$s
    cluster: { domain: %2$s, addresses: [%3$s] }
    listen: { dns: "%3$s:53", http: "%3$s:80", api: "%3$s:8443" }
    authorities:
      - { name: pebble, directory: "%4$s", trust: "%5$s", termsOfServiceAgreed: true }
    resolver: { servers: ["%6$s:%7$d"] }
    """
        .formatted(
            data,
            box.cluster().origin(),
            address,
            box.testnet().directory(),
            box.testnet().trustAnchor(),
            box.testnet().resolver().getHostString(),
            box.testnet().resolver().getPort());
  }
}
