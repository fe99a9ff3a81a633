package dev.kalm.bench.dns;

import dev.kalm.bench.dns.Options.Part;
import dev.kalm.bench.dns.Scenario.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * All servers run at once, each idle but the one whose turn it is: in each round every server has
 * its turn, so that a noisy moment of the machine hits all of them.
 */
final class TrafficBench {
  private static final int QUERIES = 200_000;
  private static final double PACE = 20_000;
  private static final int SIGNING_RUNS = 8;
  private static final int WARM_UPS = 5;

  /** Of code that this scenario is the first to run. */
  private static final double KALM_SETTLES = 2;

  private static final double PEER_SETTLES = 0.3;

  private final Options options;
  private final Kalm kalm;
  private final Path folder;
  private final BenchZone zone;
  private final Path text;
  private final Map<Edns, Path> binary = new EnumMap<>(Edns.class);
  private final Map<Scenario, Samples> results = new LinkedHashMap<>();

  TrafficBench(Options options, Kalm kalm, Path folder) throws IOException {
    this.options = options;
    this.kalm = kalm;
    this.folder = folder;
    zone = new BenchZone(options.delegations(), 1);
    QueryMix mix = QueryMix.of(zone, QUERIES);
    text = folder.resolve("queries.txt");
    mix.writeText(text);
    for (Edns edns : Edns.values()) {
      Path file = folder.resolve("queries." + edns.name());
      mix.writeBinary(file, edns);
      binary.put(edns, file);
    }
  }

  Map<Scenario, Samples> run() throws IOException {
    Path plain = folder.resolve("zone");
    for (boolean signed : options.signed().stream().sorted().toList()) {
      List<Scenario> scenarios = scenarios(signed);
      if (!scenarios.isEmpty()) {
        zone.write(plain);
        measure(scenarios, signed ? SignedZone.sign(plain, folder) : plain);
      }
    }
    return results;
  }

  private List<Scenario> scenarios(boolean signed) {
    List<Scenario> scenarios = new ArrayList<>();
    for (Edns edns : options.edns().stream().sorted().toList()) {
      if (signed && edns == Edns.EDNS) {
        continue; // without DO it is answered as an unsigned zone is
      }
      add(scenarios, Part.UDP, new Scenario(Kind.UDP_FLAT, edns, signed));
      add(scenarios, Part.DNSPERF, new Scenario(Kind.UDP_DNSPERF, edns, signed));
    }
    // What TCP costs and how late an answer is hardly depends on what is in it.
    if (!signed) {
      add(scenarios, Part.LATENCY, new Scenario(Kind.UDP_PACED, Edns.NONE, false));
      add(scenarios, Part.TCP, new Scenario(Kind.TCP_PIPELINED, Edns.NONE, false));
      add(scenarios, Part.TCP_SINGLE, new Scenario(Kind.TCP_SINGLE, Edns.NONE, false));
    }
    return scenarios;
  }

  private void add(List<Scenario> scenarios, Part part, Scenario scenario) {
    if (options.parts().contains(part)) {
      scenarios.add(scenario);
    }
  }

  private void measure(List<Scenario> scenarios, Path zoneFile) throws IOException {
    boolean signed = scenarios.getFirst().signed();
    List<ServerProcess> servers = new ArrayList<>();
    try {
      List<DnsPeer> peers = new ArrayList<>(List.of(kalm, new Floor()));
      peers.addAll(options.peers());
      for (DnsPeer peer : peers) {
        servers.add(ServerProcess.start(peer, folder, zone, zoneFile, signed));
      }
      warmUp(servers.getFirst(), signed);
      for (Scenario scenario : scenarios) {
        measure(scenario, servers);
      }
    } finally {
      servers.forEach(ServerProcess::close);
    }
  }

  /** Kalm's hot code is compiled and, in a signed zone, every answer's signature has been made. */
  private void warmUp(ServerProcess kalm, boolean signed) throws IOException {
    Progress.say("warming Kalm up");
    if (signed) {
      // Over UDP it makes two thousand signatures a second at most, over TCP as many as it can.
      Scenario everything = new Scenario(Kind.TCP_PIPELINED, Edns.DO, true);
      long asked = 0;
      for (int run = 0; run < SIGNING_RUNS && asked < 2 * QUERIES; run++) {
        asked += load(everything, kalm, options.warmUp()).answered();
      }
    }
    Scenario scenario = new Scenario(Kind.UDP_FLAT, signed ? Edns.DO : Edns.NONE, signed);
    long answered = 0;
    for (int run = 0; run < WARM_UPS && answered < QUERIES; run++) {
      answered = load(scenario, kalm, options.warmUp()).answered();
    }
  }

  private void measure(Scenario scenario, List<ServerProcess> all) throws IOException {
    List<ServerProcess> servers =
        all.stream()
            .filter(server -> server.peer().speaksDns() || scenario.kind().isUdp())
            .toList();
    for (ServerProcess server : servers) {
      load(scenario, server, server.peer() instanceof Kalm ? KALM_SETTLES : PEER_SETTLES);
    }
    Samples samples = new Samples();
    results.put(scenario, samples);
    for (int round = 0; round < options.rounds(); round++) {
      for (ServerProcess server : servers) {
        Sample sample = sample(scenario, server);
        samples.add(server.peer().name(), sample);
        say(scenario, round, server, sample);
      }
    }
  }

  private Sample sample(Scenario scenario, ServerProcess server) throws IOException {
    boolean collects = server.peer() instanceof Kalm;
    double allocated = collects ? Double.parseDouble(server.ask("allocated")) : Double.NaN;
    ProcessTree tree = server.tree();
    ProcessTree.Cpu before = tree.cpu();
    Load load = load(scenario, server, options.seconds());
    ProcessTree.Cpu cpu = tree.cpu().minus(before);
    return new Sample(
        load, cpu, collects ? Double.parseDouble(server.ask("allocated")) - allocated : allocated);
  }

  private Load load(Scenario scenario, ServerProcess server, double seconds) throws IOException {
    Edns edns = scenario.edns();
    Path queries = Objects.requireNonNull(binary.get(edns));
    return switch (scenario.kind()) {
      case UDP_FLAT -> LoadGenerator.run(LoadGenerator.Mode.UDP_FLAT, server, queries, seconds);
      case UDP_DNSPERF -> LoadGenerator.dnsperf(server, text, edns, seconds);
      case UDP_PACED ->
          LoadGenerator.run(LoadGenerator.Mode.udpPaced(PACE), server, queries, seconds);
      case TCP_PIPELINED ->
          LoadGenerator.run(LoadGenerator.Mode.TCP_PIPELINED, server, queries, seconds);
      case TCP_SINGLE -> LoadGenerator.run(LoadGenerator.Mode.TCP_SINGLE, server, queries, seconds);
    };
  }

  private void say(Scenario scenario, int round, ServerProcess server, Sample sample) {
    Progress.say(
        String.format(
            Locale.ROOT,
            "%s; round %d of %d; %s: %.1f thousand a second, %.2f µs CPU (user %.2f), core %.0f %% busy, %d lost, %d wrong",
            scenario.title(),
            round + 1,
            options.rounds(),
            server.peer().name(),
            sample.queriesASecond() / 1000,
            sample.cpuMicros(),
            sample.userMicros(),
            sample.busyPercent(),
            sample.load().lost(),
            sample.load().wrong()));
  }
}
