package dev.kalm.bench.dns;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Command lines of JVMs like this one. {@code KALM_JAVA_OPTIONS} goes into each, at the end. */
final class Java {
  private static final String BENCH_JAR = "kalm-bench-0.1.0-SNAPSHOT.jar";

  private Java() {}

  static List<String> command(
      List<String> flags, List<Path> classPath, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(flags);
    command.addAll(List.of("-Xlog:aot=off", "-Xlog:cds=off"));
    String more = Objects.requireNonNullElse(System.getenv("KALM_JAVA_OPTIONS"), "").strip();
    if (!more.isEmpty()) {
      command.addAll(List.of(more.split("\\s+")));
    }
    command.add("-cp");
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  /** The benchmark and {@code dns} alone, as jars: an AOT cache takes nothing else. */
  static List<Path> dnsClassPath() {
    Path bench = entry(path -> path.endsWith("bench/target/classes")).resolveSibling(BENCH_JAR);
    if (!Files.exists(bench)) {
      throw new IllegalStateException(bench + " is missing: ./dev build makes it");
    }
    return List.of(entry(path -> path.getFileName().toString().startsWith("kalm-dns-")), bench);
  }

  /** Everything. */
  static List<Path> fullClassPath() {
    return entries();
  }

  private static Path entry(Predicate<Path> wanted) {
    return entries().stream().filter(wanted).findFirst().orElseThrow();
  }

  private static List<Path> entries() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .toList();
  }
}
