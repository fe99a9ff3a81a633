package dev.kalm.bench.dns;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What a server's processes keep in memory for many delegations, of which few have a value. */
final class MemoryBench {
  private static final int VALUED_EVERY = 10;
  private static final double MEBIBYTE = 1 << 20;

  /** A server is idle by then and has given back what it needed for loading only. */
  private static final Duration SETTLES = Duration.ofSeconds(2);

  /** So that compiled code and what a query leaves behind are in the figure. */
  private static final double LOAD_SECONDS = 2;

  private static final int QUERIES = 100_000;

  private MemoryBench() {}

  /**
   * One server, in bytes.
   *
   * @param empty with one delegation
   * @param full with all of them
   * @param loaded with all of them, and after some seconds of queries
   * @param delegations how many
   */
  record Memory(String server, long empty, long full, long loaded, int delegations) {
    double bytesADelegation() {
      return (double) (full - empty) / delegations;
    }

    double fullMebibytes() {
      return full / MEBIBYTE;
    }

    double emptyMebibytes() {
      return empty / MEBIBYTE;
    }

    double loadedMebibytes() {
      return loaded / MEBIBYTE;
    }
  }

  static List<Memory> run(List<DnsPeer> servers, int delegations, Path folder) throws IOException {
    BenchZone few = new BenchZone(1, 1);
    BenchZone many = new BenchZone(delegations, VALUED_EVERY);
    Path fewFile = folder.resolve("zone.few");
    Path manyFile = folder.resolve("zone.many");
    Path queries = folder.resolve("queries.many");
    few.write(fewFile);
    many.write(manyFile);
    QueryMix.of(many, QUERIES).writeBinary(queries, Edns.NONE);
    List<Memory> results = new ArrayList<>();
    for (DnsPeer peer : servers) {
      long empty;
      try (ServerProcess server = ServerProcess.start(peer, folder, few, fewFile, false)) {
        empty = settled(server);
      }
      try (ServerProcess server = ServerProcess.start(peer, folder, many, manyFile, false)) {
        long full = settled(server);
        LoadGenerator.run(LoadGenerator.Mode.UDP_FLAT, server, queries, LOAD_SECONDS);
        Memory memory = new Memory(peer.name(), empty, full, settled(server), delegations);
        Progress.say(
            "memory of %s with %,d delegations: %.0f MiB, %.0f after queries"
                .formatted(
                    peer.name(), delegations, memory.fullMebibytes(), memory.loadedMebibytes()));
        results.add(memory);
      }
    }
    return results;
  }

  private static long settled(ServerProcess server) throws IOException {
    LockSupport.parkNanos(SETTLES.toNanos());
    return server.tree().resident();
  }
}
