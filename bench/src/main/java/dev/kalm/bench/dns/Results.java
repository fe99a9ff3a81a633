package dev.kalm.bench.dns;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that was measured in one run; what was not asked for is empty. */
record Results(
    Map<Scenario, Samples> traffic,
    List<MemoryBench.Memory> memory,
    List<StartBench.Start> starts,
    Optional<ServiceBench.Publishing> publishing,
    Optional<Spread> loadSeconds) {

  /** Without samples where it was not measured. */
  Samples samples(Scenario scenario) {
    return traffic.getOrDefault(scenario, new Samples());
  }
}
