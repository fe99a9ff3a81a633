package dev.kalm.bench.dns;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What was measured of each server in one scenario, one sample for each round. */
final class Samples {
  private final Map<String, List<Sample>> byServer = new LinkedHashMap<>();

  void add(String server, Sample sample) {
    byServer.computeIfAbsent(server, _ -> new ArrayList<>()).add(sample);
  }

  /** In the order in which they were measured first. */
  List<String> servers() {
    return List.copyOf(byServer.keySet());
  }

  boolean has(String server) {
    return byServer.containsKey(server);
  }

  Spread spread(String server, ToDoubleFunction<Sample> figure) {
    return Spread.of(
        byServer.getOrDefault(server, List.of()).stream().mapToDouble(figure).toArray());
  }

  /**
   * One server's figure by another's, round by round: what disturbs a round disturbs both. The
   * median of these.
   */
  double ratio(String one, String other, ToDoubleFunction<Sample> figure) {
    List<Sample> ones = byServer.getOrDefault(one, List.of());
    List<Sample> others = byServer.getOrDefault(other, List.of());
    double[] ratios = new double[Math.min(ones.size(), others.size())];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = figure.applyAsDouble(ones.get(i)) / figure.applyAsDouble(others.get(i));
    }
    return Spread.of(ratios).median();
  }
}
