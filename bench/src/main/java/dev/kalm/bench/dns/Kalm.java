package dev.kalm.bench.dns;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Kalm's DNS server in a process of its own, {@link DnsServerProcess}. */
final class Kalm implements DnsPeer {
  /** As {@code kalm serve}, in a heap that is as small as a DNS-only process can do with. */
  private static final List<String> FLAGS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "-XX:+UseSerialGC",
          "-Xms16m",
          "-Xmx160m",
          "-Xlog:aot=off",
          "-Xlog:cds=off");

  @Override
  public String name() {
    return "kalm";
  }

  @Override
  public List<String> command(Site site) {
    return command(
        DnsServerProcess.class,
        Integer.toString(site.port()),
        Integer.toString(site.zone().delegations()),
        Integer.toString(site.zone().valuedEvery()),
        site.signed() ? "signed" : "unsigned");
  }

  private static List<String> command(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    String more = Objects.requireNonNullElse(System.getenv("KALM_JAVA_OPTIONS"), "").strip();
    if (!more.isEmpty()) {
      command.addAll(List.of(more.split("\\s+")));
    }
    command.addAll(List.of("-cp", classPath(), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** The bench and {@code dns} alone, as jars: an AOT cache takes nothing else. */
  private static String classPath() {
    return String.join(
        File.pathSeparator,
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.contains("kalm-dns") || entry.endsWith("dns/target/classes"))
            .findFirst()
            .orElseThrow(),
        benchJar());
  }

  private static String benchJar() {
    String classes =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.endsWith("bench/target/classes"))
            .findFirst()
            .orElseThrow();
    Path jar = Path.of(classes).resolveSibling("kalm-bench-0.1.0-SNAPSHOT.jar");
    return Files.exists(jar) ? jar.toString() : classes;
  }
}
