package dev.kalm.testnet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Signs zone files as an operator does, with NLnet Labs' ldns: one ECDSA P-256 key for each zone,
 * which signs all of it, and NSEC (RFC 4034, RFC 6605).
 */
final class ZoneSigner {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration BACKDATED = Duration.ofHours(1);
  private static final Duration VALID = Duration.ofDays(30);

  private final Path folder;
  private final Map<String, Path> keys = new TreeMap<>();

  /** Keys go into {@code folder}, which is made when it is needed. */
  ZoneSigner(Path folder) {
    this.folder = folder;
  }

  static boolean isInstalled() {
    return Tools.has("ldns-keygen") && Tools.has("ldns-signzone");
  }

  /** The data of the DS record that vouches for this zone: {@code "4428 13 2 e402…"}. */
  String ds(String origin) {
    return data(key(origin).resolveSibling(key(origin).getFileName() + ".ds"), "DS");
  }

  /** The data of its DNSKEY record: {@code "257 3 13 ps3S…"}. */
  String dnskey(String origin) {
    return data(key(origin).resolveSibling(key(origin).getFileName() + ".key"), "DNSKEY");
  }

  /** Replaces the zone file by a signed one. */
  void sign(String origin, Path file) {
    Instant now = Instant.now();
    Path signed = file.resolveSibling(file.getFileName() + ".signed");
    run(
        List.of(
            Tools.find("ldns-signzone").toString(),
            "-i",
            Long.toString(now.minus(BACKDATED).getEpochSecond()),
            "-e",
            Long.toString(now.plus(VALID).getEpochSecond()),
            "-o",
            origin,
            "-f",
            signed.toString(),
            file.toString(),
            key(origin).toString()));
    try {
      Files.move(signed, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new TestnetException("The signed zone " + origin + " cannot be put in place", e);
    }
  }

  /** The base name of the key's files. */
  private synchronized Path key(String origin) {
    return keys.computeIfAbsent(
        origin,
        zone -> {
          String printed =
              run(
                  List.of(
                      Tools.find("ldns-keygen").toString(),
                      "-r",
                      "/dev/urandom",
                      "-a",
                      "ECDSAP256SHA256",
                      "-k",
                      zone));
          return folder.resolve(printed.strip());
        });
  }

  private String run(List<String> command) {
    try {
      Files.createDirectories(folder);
      Process process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
        throw new TestnetException(String.join(" ", command) + " failed:\n" + printed);
      }
      return printed;
    } catch (IOException e) {
      throw new TestnetException(command.getFirst() + " cannot be run: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TestnetException("Interrupted while " + command.getFirst() + " ran", e);
    }
  }

  /** What stands behind the type, without a comment. */
  private static String data(Path file, String type) {
    try {
      String line = Files.readString(file).replaceFirst(";.*", "").strip();
      String[] words = line.split("\\s" + type + "\\s", 2);
      return words[1].strip();
    } catch (IOException e) {
      throw new TestnetException("The key file " + file + " cannot be read", e);
    }
  }
}
