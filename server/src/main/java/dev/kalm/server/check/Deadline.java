package dev.kalm.server.check;

import java.time.Duration;

/** A moment on the monotonic clock by which a check has ended. */
record Deadline(long nanoTime) {
  static Deadline in(Duration limit) {
    return new Deadline(System.nanoTime() + limit.toNanos());
  }

  /** The earlier of this deadline and one {@code limit} from now. */
  Deadline atMost(Duration limit) {
    Deadline other = in(limit);
    return other.nanoTime - nanoTime < 0 ? other : this;
  }

  boolean isOver() {
    return nanoTime - System.nanoTime() <= 0;
  }

  /** What is left, in the unit of socket timeouts; at least 1, since 0 would mean forever. */
  int millisLeft() {
    return Math.toIntExact(
        Math.clamp((nanoTime - System.nanoTime()) / 1_000_000, 1, Integer.MAX_VALUE));
  }
}
