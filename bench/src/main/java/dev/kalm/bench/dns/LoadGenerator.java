package dev.kalm.bench.dns;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the generators, each alone on the core that is not the server's. */
final class LoadGenerator {
  private static final String CORE = "0";
  private static final Pattern COMPLETED = Pattern.compile("Queries completed: +(\\d+)");
  private static final Pattern LOST = Pattern.compile("Queries lost: +(\\d+)");
  private static final Pattern RUN_TIME = Pattern.compile("Run time \\(s\\): +([0-9.]+)");

  private LoadGenerator() {}

  /** The compiled generator, which is the floor's reflector too. */
  static String program() {
    return Objects.requireNonNull(
        System.getenv("KALM_LOAD_GENERATOR"), "KALM_LOAD_GENERATOR names the compiled generator");
  }

  /** A mode of our own generator, {@code bench/src/main/c/main.c}. */
  record Mode(String name, int connections, int window, double rate) {
    static final Mode UDP_FLAT = new Mode("udp-flat", 2, 128, 0);
    static final Mode TCP_PIPELINED = new Mode("tcp-pipelined", 20, 32, 0);
    static final Mode TCP_SINGLE = new Mode("tcp-single", 32, 1, 0);

    static Mode udpPaced(double rate) {
      return new Mode("udp-paced", 1, 1, rate);
    }
  }

  static Load run(Mode mode, ServerProcess server, Path queries, double seconds)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                program(),
                mode.name(),
                "127.0.0.1",
                Integer.toString(server.port()),
                queries.toString(),
                Double.toString(seconds),
                Integer.toString(mode.connections()),
                Integer.toString(mode.window()),
                Double.toString(mode.rate())));
    if (!server.peer().speaksDns()) {
      command.add("reflector");
    }
    return ours(output(command));
  }

  /** One thread, one socket and 100 queries on their way, as it is unless told otherwise. */
  static Load dnsperf(ServerProcess server, Path queries, Edns edns, double seconds)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "dnsperf",
                "-s",
                "127.0.0.1",
                "-p",
                Integer.toString(server.port()),
                "-d",
                queries.toString(),
                "-l",
                String.format(Locale.ROOT, "%.0f", Math.max(1, seconds))));
    switch (edns) {
      case NONE -> {}
      case EDNS -> command.add("-e");
      case DO -> command.addAll(List.of("-e", "-D"));
    }
    return dnsperf(output(command));
  }

  static Load ours(String output) {
    Map<String, Double> numbers = Program.numbers(output);
    Map<String, Double> latencies = new HashMap<>(numbers);
    latencies.keySet().removeIf(name -> !name.startsWith("p"));
    return new Load(
        number(numbers, "answered"),
        number(numbers, "lost"),
        number(numbers, "wrong"),
        Objects.requireNonNull(numbers.get("seconds")),
        Map.copyOf(latencies));
  }

  static Load dnsperf(String output) {
    return new Load(
        Long.parseLong(find(COMPLETED, output)),
        Long.parseLong(find(LOST, output)),
        0,
        Double.parseDouble(find(RUN_TIME, output)),
        Map.of());
  }

  private static long number(Map<String, Double> numbers, String name) {
    return Objects.requireNonNull(numbers.get(name), name).longValue();
  }

  private static String find(Pattern pattern, String output) {
    Matcher matcher = pattern.matcher(output);
    if (!matcher.find()) {
      throw new IllegalArgumentException("No " + pattern + " in dnsperf's output:\n" + output);
    }
    return matcher.group(1);
  }

  private static String output(List<String> command) throws IOException {
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", CORE));
    pinned.addAll(command);
    return Program.output(pinned);
  }
}
