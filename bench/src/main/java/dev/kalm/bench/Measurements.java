package dev.kalm.bench;

import dev.kalm.api.ChallengeType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What one client needed for certificates one after another, by one challenge type. */
final class Measurements {
  private final String client;
  private final ChallengeType challenge;
  private final List<Duration> walls = new ArrayList<>();
  private Duration cpu = Duration.ZERO;

  Measurements(String client, ChallengeType challenge) {
    this.client = client;
    this.challenge = challenge;
  }

  /** One round: the wall time of each certificate, and the processor time of all together. */
  void add(List<Duration> walls, Duration cpu) {
    this.walls.addAll(walls);
    this.cpu = this.cpu.plus(cpu);
  }

  String client() {
    return client;
  }

  ChallengeType challenge() {
    return challenge;
  }

  int certificates() {
    return walls.size();
  }

  Duration medianWall() {
    return median(walls);
  }

  /** As if a client that sleeps for a fixed time, once or more, had not. */
  Duration medianWallWithoutPauses(Duration pause) {
    return median(
        walls.stream().map(wall -> wall.minus(pause.multipliedBy(wall.dividedBy(pause)))).toList());
  }

  Duration minWall() {
    return Collections.min(walls);
  }

  Duration maxWall() {
    return Collections.max(walls);
  }

  Duration cpuEach() {
    return cpu.dividedBy(walls.size());
  }

  /** Of an even number, the mean of the two in the middle. */
  static Duration median(List<Duration> values) {
    List<Duration> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    Duration upper = sorted.get(middle);
    return sorted.size() % 2 == 1 ? upper : sorted.get(middle - 1).plus(upper).dividedBy(2);
  }
}
