package dev.kalm.bench;

import dev.kalm.api.ChallengeType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@link IssueBench} found, as Markdown that reads well on a terminal too.
 *
 * @param series one for each client and challenge type; the first client is Kalm
 * @param bursts certificates that Kalm issued at once
 */
record IssueReport(String conditions, List<Measurements> series, List<Burst> bursts) {
  private static final double WALL_GOAL_UACME = 0.25;
  private static final double WALL_GOAL_LEGO = 0.03;
  private static final double RATE_GOAL = 20;

  /** uacme looks once, at once, whether the CA is done, and then again every 5 s. */
  private static final Duration UACME_PAUSE = Duration.ofSeconds(5);

  /** The same number of certificates at once, several times. */
  record Burst(ChallengeType challenge, int certificates, List<Duration> walls) {
    double medianRate() {
      return rate(Measurements.median(walls));
    }

    double rate(Duration wall) {
      return certificates / (wall.toNanos() / 1e9);
    }
  }

  String markdown() {
    StringBuilder text =
        new StringBuilder("# Issuing certificates\n\n").append(conditions).append("\n\n");
    text.append(oneAfterAnother()).append('\n').append(together()).append('\n').append(goals());
    return text.toString();
  }

  private String oneAfterAnother() {
    List<List<String>> rows = new ArrayList<>();
    for (Measurements one : series) {
      Measurements kalm = of("kalm", one.challenge());
      rows.add(
          List.of(
              one.challenge().toString(),
              one.client(),
              Integer.toString(one.certificates()),
              milliseconds(one.medianWall()),
              milliseconds(one.minWall()),
              milliseconds(one.maxWall()),
              milliseconds(one.cpuEach()),
              one == kalm ? "" : number("%.3f", ratio(kalm.medianWall(), one.medianWall())),
              one == kalm ? "" : number("%.3f", ratio(kalm.cpuEach(), one.cpuEach()))));
    }
    return "One after another, ms for each certificate:\n\n"
        + MarkdownTable.of(
            List.of(
                "challenge",
                "client",
                "n",
                "wall median",
                "min",
                "max",
                "CPU",
                "kalm/it: wall",
                "CPU"),
            rows);
  }

  private String together() {
    List<List<String>> rows = new ArrayList<>();
    for (Burst burst : bursts) {
      List<String> each =
          burst.walls().stream().map(wall -> number("%.1f", burst.rate(wall))).toList();
      rows.add(
          List.of(
              burst.challenge().toString(),
              Integer.toString(burst.certificates()),
              number("%.1f", burst.medianRate()),
              String.join(", ", each)));
    }
    return "Kalm, all at once, certificates a second:\n\n"
        + MarkdownTable.of(List.of("challenge", "in flight", "median", "each run"), rows);
  }

  private String goals() {
    List<List<String>> rows = new ArrayList<>();
    for (ChallengeType challenge : ChallengeType.values()) {
      Measurements uacme = of("uacme", challenge);
      Duration awake = uacme.medianWallWithoutPauses(UACME_PAUSE);
      rows.add(wallGoal(challenge, "uacme", uacme.medianWall(), WALL_GOAL_UACME));
      rows.add(wallGoal(challenge, "uacme without its 5 s pauses", awake, WALL_GOAL_UACME));
      rows.add(wallGoal(challenge, "lego", of("lego", challenge).medianWall(), WALL_GOAL_LEGO));
    }
    for (Burst burst : bursts) {
      String what =
          burst.challenge() + ": certificates a second, " + burst.certificates() + " in flight";
      double rate = burst.medianRate();
      rows.add(
          List.of(
              what, number("≥ %.0f", RATE_GOAL), number("%.1f", rate), reached(rate >= RATE_GOAL)));
    }
    return "Goals:\n\n" + MarkdownTable.of(List.of("what", "goal", "measured", ""), rows);
  }

  private List<String> wallGoal(ChallengeType challenge, String client, Duration its, double goal) {
    double ratio = ratio(of("kalm", challenge).medianWall(), its);
    return List.of(
        challenge + ": wall time, kalm/" + client,
        number("≤ %.2f", goal),
        number("%.3f", ratio),
        reached(ratio <= goal));
  }

  private Measurements of(String client, ChallengeType challenge) {
    return series.stream()
        .filter(one -> one.client().equals(client) && one.challenge() == challenge)
        .findAny()
        .orElseThrow();
  }

  private static String reached(boolean yes) {
    return yes ? "reached" : "not reached";
  }

  private static double ratio(Duration one, Duration other) {
    return (double) one.toNanos() / other.toNanos();
  }

  private static String milliseconds(Duration duration) {
    return number("%.1f", duration.toNanos() / 1e6);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
