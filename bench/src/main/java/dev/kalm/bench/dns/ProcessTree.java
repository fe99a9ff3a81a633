package dev.kalm.bench.dns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the kernel has on its books for a process and all that it started. */
final class ProcessTree {
  /** {@code sysconf(_SC_CLK_TCK)} is 100 on every Linux that Java runs on. */
  private static final double SECONDS_A_TICK = 0.01;

  private static final int UTIME = 11;
  private static final int CHILDREN_TIMES = 2;

  private final ProcessHandle root;

  ProcessTree(ProcessHandle root) {
    this.root = root;
  }

  /** Processor time in seconds. */
  record Cpu(double user, double system) {
    static final Cpu NONE = new Cpu(0, 0);

    Cpu plus(Cpu other) {
      return new Cpu(user + other.user, system + other.system);
    }

    Cpu minus(Cpu other) {
      return new Cpu(user - other.user, system - other.system);
    }

    double total() {
      return user + system;
    }
  }

  /** Of all threads, those that have ended too. */
  Cpu cpu() throws IOException {
    Cpu sum = Cpu.NONE;
    for (long pid : pids()) {
      String stat = read(pid, "stat");
      if (!stat.isEmpty()) {
        // The second field, a name in parentheses, may hold anything.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        sum = sum.plus(cpu(fields, UTIME)).plus(cpu(fields, UTIME + CHILDREN_TIMES));
      }
    }
    return sum;
  }

  /** Resident memory in bytes; pages that forked processes share count once. */
  long resident() throws IOException {
    List<Long> pids = pids();
    String field = pids.size() == 1 ? "Rss:" : "Pss:";
    long kibibytes = 0;
    for (long pid : pids) {
      kibibytes +=
          read(pid, "smaps_rollup")
              .lines()
              .filter(line -> line.startsWith(field))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum();
    }
    return kibibytes * 1024;
  }

  /**
   * Moves all threads to one core. Knot puts its workers on cores of its own choice, whatever it
   * was started with.
   */
  void pin(String core) throws IOException {
    for (long pid : pids()) {
      Program.output(List.of("taskset", "-a", "-c", "-p", core, Long.toString(pid)));
    }
  }

  private List<Long> pids() {
    List<Long> pids = new ArrayList<>();
    try (Stream<ProcessHandle> below = root.descendants()) {
      Stream.concat(Stream.of(root), below).forEach(process -> pids.add(process.pid()));
    }
    return pids;
  }

  private static Cpu cpu(String[] fields, int at) {
    return new Cpu(
        Long.parseLong(fields[at]) * SECONDS_A_TICK,
        Long.parseLong(fields[at + 1]) * SECONDS_A_TICK);
  }

  /** Empty for a process that has just ended. */
  private static String read(long pid, String file) throws IOException {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (NoSuchFileException ended) {
      return "";
    }
  }
}
