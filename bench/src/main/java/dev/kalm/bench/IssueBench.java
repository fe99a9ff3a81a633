package dev.kalm.bench;

import dev.kalm.api.ChallengeType;
import dev.kalm.testnet.Testnet;
import dev.kalm.testnet.TestnetException;
import dev.kalm.testnet.TestnetSettings;
import dev.kalm.testnet.Zone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code ./dev bench issue [ROUNDS]}: certificates from Kalm, lego, certbot and uacme on one
 * Pebble. In each round every client has its turn with both challenge types, so that a noisy moment
 * of the machine hits all of them. Slow numbers are a result, not an error.
 */
public final class IssueBench {
  private static final int ROUNDS = 5;
  private static final int FAST_A_ROUND = 10;
  private static final int SLOW_A_ROUND = 2;
  private static final int WARM_UP = 200;
  private static final int IN_FLIGHT = 50;
  private static final int BURSTS = 3;

  private final int rounds;
  private final Kalm kalm;
  private final List<Peer> peers;

  private IssueBench(int rounds, Kalm kalm, List<Peer> others) {
    this.rounds = rounds;
    this.kalm = kalm;
    peers = new ArrayList<>(List.of(kalm));
    peers.addAll(others);
  }

  @SuppressWarnings("SystemOut") // the report is for a person at a terminal
  public static void main(String[] arguments) {
    int rounds = arguments.length == 0 ? ROUNDS : Integer.parseInt(arguments[0]);
    try (Testnet testnet = Testnet.start(settings())) {
      Zone domains = testnet.provider().zone("myapp.com");
      Zone cluster = testnet.provider().zone("mycluster.com");
      try (DnsPanel panel = new DnsPanel(domains)) {
        String report = run(rounds, new Box(testnet, domains, cluster, panel)).markdown();
        System.out.println(report);
        Path file = KalmProcess.distribution().resolveSibling("bench/issue.md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, report);
      }
    } catch (IOException | TestnetException broken) {
      System.err.println("The benchmark broke: " + broken.getMessage());
      System.exit(1);
    }
  }

  /** As Pebble 2.4 without its artificial sleeps: no Retry-After, no nonce refused. */
  private static TestnetSettings settings() {
    return TestnetSettings.defaults()
        .withRetryAfter(Duration.ZERO, Duration.ZERO)
        .withAuthorizationReusePercent(0)
        .withNonceRejectPercent(0);
  }

  private static IssueReport run(int rounds, Box box) throws IOException {
    try (Kalm kalm = new Kalm(box);
        Peer lego = new Lego(box);
        Peer certbot = new Certbot(box);
        Peer uacme = new Uacme(box)) {
      IssueBench bench = new IssueBench(rounds, kalm, List.of(uacme, lego, certbot));
      for (Peer peer : bench.peers) {
        box.domains().set("A", "*." + peer.name(), peer.address().getHostAddress());
      }
      bench.warmUp(box.domains().origin());
      return bench.measure(box.domains().origin());
    }
  }

  /** Accounts are made, delegations are there, and Kalm's JVM has compiled what is hot. */
  private void warmUp(String origin) throws IOException {
    progress("warming up");
    kalm.delegate(wildcards(kalm, IN_FLIGHT, origin));
    List<String> wildcards = wildcards(kalm, IN_FLIGHT, origin);
    for (int i = 0; i < WARM_UP; i++) {
      kalm.issue(ChallengeType.HTTP_01, "w%d.kalm.%s".formatted(i, origin));
      kalm.issue(ChallengeType.DNS_01, wildcards.get(i % wildcards.size()));
    }
    for (Peer peer : peers) {
      peer.issue(ChallengeType.HTTP_01, "first.%s.%s".formatted(peer.name(), origin));
    }
  }

  private IssueReport measure(String origin) throws IOException {
    List<Measurements> series = new ArrayList<>();
    for (ChallengeType challenge : ChallengeType.values()) {
      peers.forEach(peer -> series.add(new Measurements(peer.name(), challenge)));
    }
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < series.size(); i++) {
        Measurements into = series.get(i);
        Peer peer = peers.get(i % peers.size());
        progress(
            "round %d of %d: %s, %s".formatted(round + 1, rounds, into.client(), into.challenge()));
        measureRound(peer, into, round, origin);
      }
    }
    return new IssueReport(conditions(), series, bursts(origin));
  }

  private static void measureRound(Peer peer, Measurements into, int round, String origin)
      throws IOException {
    int count = isFast(peer) ? FAST_A_ROUND : SLOW_A_ROUND;
    List<Duration> walls = new ArrayList<>();
    Duration before = peer.cpu();
    for (int i = round * count; i < (round + 1) * count; i++) {
      walls.add(peer.issue(into.challenge(), certificateName(into.challenge(), peer, i, origin)));
    }
    into.add(walls, peer.cpu().minus(before));
  }

  private List<IssueReport.Burst> bursts(String origin) throws IOException {
    List<IssueReport.Burst> bursts = new ArrayList<>();
    for (ChallengeType challenge : ChallengeType.values()) {
      progress(IN_FLIGHT + " at once, " + challenge);
      List<String> names =
          IntStream.range(0, IN_FLIGHT)
              .mapToObj(i -> certificateName(challenge, kalm, i, origin))
              .toList();
      List<Duration> walls = new ArrayList<>();
      for (int i = 0; i < BURSTS; i++) {
        walls.add(kalm.issueTogether(challenge, names));
      }
      bursts.add(new IssueReport.Burst(challenge, IN_FLIGHT, walls));
    }
    return bursts;
  }

  private static boolean isFast(Peer peer) {
    return peer instanceof Kalm || peer instanceof Uacme;
  }

  private static List<String> wildcards(Peer peer, int count, String origin) {
    return IntStream.range(0, count)
        .mapToObj(i -> certificateName(ChallengeType.DNS_01, peer, i, origin))
        .toList();
  }

  private static String certificateName(ChallengeType challenge, Peer peer, int i, String origin) {
    return switch (challenge) {
      case HTTP_01 -> "h%d.%s.%s".formatted(i, peer.name(), origin);
      case DNS_01 -> "*.d%d.%s.%s".formatted(i, peer.name(), origin);
    };
  }

  private String conditions() {
    return "Pebble without sleeps and Retry-After, %d processors, Java %s, Kalm with SQLite; %d rounds in turns. "
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                rounds)
        + "Wall times are without the DNS provider's own; CPU is the client's user and system time, hooks included.";
  }

  @SuppressWarnings("SystemOut") // a person waits for minutes
  private static void progress(String doing) {
    System.err.println("bench: " + doing);
  }
}
