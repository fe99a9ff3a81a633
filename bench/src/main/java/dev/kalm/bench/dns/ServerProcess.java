package dev.kalm.bench.dns;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running server, alone on its core. */
final class ServerProcess implements AutoCloseable {
  static final String CORE = "1";

  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final int ANSWER_LIMIT_MILLIS = 2;
  private static final int LAST_LINES = 10;

  private final DnsPeer peer;
  private final int port;
  private final Path log;
  private final Process process;
  private final Thread shutdownHook;
  private final Duration startTime;

  private ServerProcess(DnsPeer peer, Path folder, DnsPeer.Site site) throws IOException {
    this.peer = peer;
    port = site.port();
    log = folder.resolve("output.log");
    List<String> command = new ArrayList<>(List.of("taskset", "-c", CORE));
    command.addAll(peer.command(site));
    long start = System.nanoTime();
    process =
        new ProcessBuilder(command)
            .redirectError(log.toFile())
            .redirectOutput(
                peer instanceof Kalm
                    ? ProcessBuilder.Redirect.PIPE
                    : ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    shutdownHook = new Thread(process::destroyForcibly, peer.name() + "-stop");
    Runtime.getRuntime().addShutdownHook(shutdownHook);
    awaitAnswer(start);
    startTime = Duration.ofNanos(System.nanoTime() - start);
    tree().pin(CORE);
  }

  /** Returns at its first answer from the zone. */
  static ServerProcess start(DnsPeer peer, Path parent, BenchZone zone, Path file, boolean signed)
      throws IOException {
    Path folder = Files.createTempDirectory(parent, peer.name());
    return new ServerProcess(
        peer, folder, new DnsPeer.Site(folder, DnsPeer.freePort(), zone, file, signed));
  }

  DnsPeer peer() {
    return peer;
  }

  int port() {
    return port;
  }

  /** From before its process was made until the first answer. */
  Duration startTime() {
    return startTime;
  }

  ProcessTree tree() {
    return new ProcessTree(process.toHandle());
  }

  /** What {@link DnsServerProcess} answers this line of input with. */
  String ask(String line) throws IOException {
    Writer input = process.outputWriter(StandardCharsets.US_ASCII);
    input.write(line + "\n");
    input.flush();
    BufferedReader output = process.inputReader(StandardCharsets.US_ASCII);
    String answer = output.readLine();
    if (answer == null) {
      throw new IOException(peer.name() + " has ended:\n" + lastLines());
    }
    return answer;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(shutdownHook);
  }

  private void awaitAnswer(long start) throws IOException {
    byte[] query =
        QueryMix.message(new QueryMix.Query(BenchZone.APEX, QueryMix.Type.SOA, 0, 1), Edns.NONE);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setSoTimeout(ANSWER_LIMIT_MILLIS);
      while (!answers(socket, query)) {
        if (!process.isAlive() || System.nanoTime() - start > START_LIMIT.toNanos()) {
          process.destroyForcibly();
          throw new IOException(peer.name() + " does not serve. Its last words:\n" + lastLines());
        }
      }
    }
  }

  private boolean answers(DatagramSocket socket, byte[] query) throws IOException {
    DatagramPacket answer = new DatagramPacket(new byte[512], 512);
    try {
      socket.send(new DatagramPacket(query, query.length));
      socket.receive(answer);
    } catch (SocketTimeoutException | java.net.PortUnreachableException _) {
      pause();
      return false;
    }
    byte[] bytes = answer.getData();
    return !peer.speaksDns() || ((bytes[3] & 15) == 0 && bytes[7] > 0);
  }

  private static void pause() {
    java.util.concurrent.locks.LockSupport.parkNanos(200_000);
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
