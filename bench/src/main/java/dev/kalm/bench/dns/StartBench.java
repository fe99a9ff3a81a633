package dev.kalm.bench.dns;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From before a server's process is made until its first answer. */
final class StartBench {
  private StartBench() {}

  /** A server's start times in milliseconds, with one delegation and with many. */
  record Start(String server, Spread one, Spread many) {}

  static List<Start> run(List<DnsPeer> servers, int rounds, BenchZone many, Path folder)
      throws IOException {
    BenchZone one = new BenchZone(1, 1);
    Path oneFile = folder.resolve("zone.one");
    Path manyFile = folder.resolve("zone.start");
    one.write(oneFile);
    many.write(manyFile);
    Map<DnsPeer, List<double[]>> times = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (DnsPeer peer : servers) {
        double[] both = {millis(peer, folder, one, oneFile), millis(peer, folder, many, manyFile)};
        times.computeIfAbsent(peer, _ -> new ArrayList<>()).add(both);
        Progress.say(
            "start of %s: %.0f ms, %.0f with all delegations"
                .formatted(peer.name(), both[0], both[1]));
      }
    }
    List<Start> starts = new ArrayList<>();
    times.forEach((peer, all) -> starts.add(new Start(peer.name(), of(all, 0), of(all, 1))));
    return starts;
  }

  private static Spread of(List<double[]> times, int index) {
    return Spread.of(times.stream().mapToDouble(both -> both[index]).toArray());
  }

  private static double millis(DnsPeer peer, Path folder, BenchZone zone, Path file)
      throws IOException {
    try (ServerProcess server = ServerProcess.start(peer, folder, zone, file, false)) {
      return server.startTime().toNanos() / 1e6;
    }
  }
}
