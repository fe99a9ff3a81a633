package dev.kalm.bench;

import dev.kalm.api.Endpoint;
import dev.kalm.server.Main;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The server as a process of its own, on high ports, with a data folder that is filled already. */
final class ListServer implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final long POLL_MS = 50;

  private final Path data;
  private final Process process;

  /** The server's own process: its configuration's file. */
  public static void main(String[] arguments) {
    System.exit(Main.serve(Optional.of(Path.of(arguments[0])), Optional.empty()));
  }

  /** Returns when it serves. */
  ListServer(Path folder) throws IOException {
    data = folder.resolve("data");
    Path configuration =
        Files.writeString(
            folder.resolve("kalm.yaml"),
            """
            data: %s
            cluster: { domain: mycluster.com, addresses: [127.0.0.1] }
            listen: { dns: "127.0.0.1:20053", http: "127.0.0.1:20080", api: "127.0.0.1:20443" }
            resolver: { servers: ["127.0.0.1:9"] }
            """
                .formatted(data));
    process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path", ""),
                    ListServer.class.getName(),
                    configuration.toString()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("kalm.log").toFile())
            .start();
    awaitReady(folder);
  }

  Endpoint endpoint() throws IOException {
    return new Endpoint(
        URI.create(Files.readString(data.resolve("api.url")).strip()),
        Files.readString(data.resolve("admin.token")).strip(),
        Files.readString(data.resolve("api.pem")));
  }

  private void awaitReady(Path folder) throws IOException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!Files.exists(data.resolve("api.url"))) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new IOException("Kalm does not serve: see " + folder.resolve("kalm.log"));
      }
      try {
        TimeUnit.MILLISECONDS.sleep(POLL_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted while waiting for Kalm", e);
      }
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
