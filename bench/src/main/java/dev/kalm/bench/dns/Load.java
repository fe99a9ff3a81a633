package dev.kalm.bench.dns;

import java.util.Map;

/**
 * What a load generator saw.
 *
 * @param wrong answers with another rcode, question or number of records than the right one
 * @param latencies "p50", "p90", "p99", "p999" in nanoseconds, where they were measured
 */
record Load(long answered, long lost, long wrong, double seconds, Map<String, Double> latencies) {

  double queriesASecond() {
    return answered / seconds;
  }
}
