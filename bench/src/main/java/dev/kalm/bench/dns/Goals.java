package dev.kalm.bench.dns;

import dev.kalm.bench.MarkdownTable;
import dev.kalm.bench.dns.Scenario.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What the DNS server is meant to reach, and whether it did. */
final class Goals {
  private static final double CPU_FLOOR = 1.08;
  private static final double CPU_NSD = 0.70;
  private static final double CPU_KNOT = 0.72;
  private static final double DNSPERF_NSD = 0.85;
  private static final double DNSPERF_KNOT = 0.82;
  private static final double SIGNED_KNOT = 0.9;
  private static final double USER_MICROS = 0.6;
  private static final double TCP_KNOT = 0.40;
  private static final double TCP_SINGLE_NSD = 0.95;
  private static final double BYTES_A_DELEGATION = 100;
  private static final double MEBIBYTES = 150;
  private static final double PUBLISH_MILLIS = 1;
  private static final double LOAD_SECONDS = 5;

  /** A million queries allocate less than the benchmark's own questions about it. */
  private static final double ALLOCATED = 0.5;

  private final Results results;
  private final List<Goal> goals = new ArrayList<>();

  /**
   * One bound.
   *
   * @param isLeast whether the bound is the least that will do, and not the most
   */
  record Goal(String what, boolean isLeast, double bound, double measured) {
    boolean isReached() {
      return isLeast ? measured >= bound : measured <= bound;
    }
  }

  private Goals(Results results) {
    this.results = results;
  }

  /** Of what was measured. */
  static List<Goal> of(Results results) {
    Goals goals = new Goals(results);
    for (Edns edns : Edns.values()) {
      goals.unsigned(edns);
    }
    goals.signed();
    goals.connections();
    goals.memory();
    goals.service();
    return goals.goals.stream().filter(goal -> !Double.isNaN(goal.measured())).toList();
  }

  static String markdown(List<Goal> goals) {
    List<List<String>> rows =
        goals.stream()
            .map(goal ->
                List.of(
                    goal.what(),
                    (goal.isLeast() ? "≥ " : "≤ ") + number(goal.bound()),
                    number(goal.measured()),
                    goal.isReached() ? "reached" : "not reached"))
            .toList();
    return MarkdownTable.of(List.of("goal", "bound", "measured", ""), rows);
  }

  private void unsigned(Edns edns) {
    Scenario flat = new Scenario(Kind.UDP_FLAT, edns, false);
    Scenario dnsperf = new Scenario(Kind.UDP_DNSPERF, edns, false);
    ratio(flat, "floor", CPU_FLOOR);
    ratio(flat, "nsd", CPU_NSD);
    ratio(flat, "knot", CPU_KNOT);
    own(flat, "user-space CPU, µs/query", USER_MICROS, Sample::userMicros);
    own(flat, "allocated bytes/query", ALLOCATED, Sample::allocatedBytes);
    ratio(dnsperf, "nsd", DNSPERF_NSD);
    ratio(dnsperf, "knot", DNSPERF_KNOT);
  }

  private void signed() {
    ratio(new Scenario(Kind.UDP_FLAT, Edns.DO, true), "knot", SIGNED_KNOT);
    ratio(new Scenario(Kind.UDP_DNSPERF, Edns.DO, true), "knot", SIGNED_KNOT);
  }

  private void connections() {
    ratio(new Scenario(Kind.TCP_PIPELINED, Edns.NONE, false), "knot", TCP_KNOT);
    Scenario single = new Scenario(Kind.TCP_SINGLE, Edns.NONE, false);
    goals.add(
        new Goal(
            single.title() + ": connections a second, Kalm/nsd",
            true,
            TCP_SINGLE_NSD,
            results.samples(single).ratio(Kalm.NAME, "nsd", Sample::queriesASecond)));
    Scenario paced = new Scenario(Kind.UDP_PACED, Edns.NONE, false);
    goals.add(
        new Goal(
            paced.title() + ": p99, Kalm/knot",
            false,
            1,
            results.samples(paced).ratio(Kalm.NAME, "knot", TrafficReport.latencyMicros("p99"))));
  }

  private void memory() {
    results.memory().stream()
        .filter(memory -> memory.server().equals(Kalm.NAME))
        .forEach(memory -> {
          String with = "with %,d delegations".formatted(memory.delegations());
          most(
              "memory, bytes a delegation, " + with, BYTES_A_DELEGATION, memory.bytesADelegation());
          most("memory of the process, MiB, " + with, MEBIBYTES, memory.fullMebibytes());
          most("the same after some seconds of queries, MiB", MEBIBYTES, memory.loadedMebibytes());
        });
  }

  private void service() {
    results
        .publishing()
        .ifPresent(publishing -> {
          most("publishing a value, p99, ms", PUBLISH_MILLIS, publishing.inMemory().p99());
          most("the same through SQLite, p99, ms", PUBLISH_MILLIS, publishing.stored().p99());
        });
    results
        .loadSeconds()
        .ifPresent(seconds -> most("loading from SQLite, s", LOAD_SECONDS, seconds.median()));
  }

  private void ratio(Scenario scenario, String peer, double bound) {
    double ratio = results.samples(scenario).ratio(Kalm.NAME, peer, Sample::cpuMicros);
    most(scenario.title() + ": CPU/query, Kalm/" + peer, bound, ratio);
  }

  private void own(Scenario scenario, String what, double bound, ToDoubleFunction<Sample> figure) {
    double measured = results.samples(scenario).spread(Kalm.NAME, figure).median();
    most(scenario.title() + ": " + what, bound, measured);
  }

  private void most(String what, double bound, double measured) {
    goals.add(new Goal(what, false, bound, measured));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
  }
}
