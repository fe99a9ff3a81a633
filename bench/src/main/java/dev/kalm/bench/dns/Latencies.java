package dev.kalm.bench.dns;

import java.util.Arrays;
import java.util.Map;

/** Many durations in milliseconds, as some of their percentiles. */
record Latencies(double p50, double p99, double max) {

  static Latencies ofNanos(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Latencies(
        sorted[sorted.length / 2] / 1e6,
        sorted[(int) (sorted.length * 0.99)] / 1e6,
        sorted[sorted.length - 1] / 1e6);
  }

  /** As {@link #print} prints them. */
  static Latencies of(Map<String, Double> numbers) {
    return new Latencies(
        numbers.getOrDefault("p50", Double.NaN),
        numbers.getOrDefault("p99", Double.NaN),
        numbers.getOrDefault("max", Double.NaN));
  }

  String print() {
    return "p50 %.6f%np99 %.6f%nmax %.6f".formatted(p50, p99, max);
  }
}
