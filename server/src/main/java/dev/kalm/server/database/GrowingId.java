package dev.kalm.server.database;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/**
 * Ids that grow with time, UUIDs of version 7 (RFC 9562, section 5.7): a list in their order is a
 * list in the order of making. Those of one process never stand in the wrong order; those of two
 * nodes may, within a millisecond.
 */
public final class GrowingId {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int COUNTER_BITS = 12;
  private static final int COUNTER_START = 1 << 8;

  private static long last;

  private GrowingId() {}

  /** The next one. */
  public static String next(Instant now) {
    long stamp = stamp(now.toEpochMilli());
    long high = (stamp >>> COUNTER_BITS << 16) | 0x7000L | (stamp & ((1L << COUNTER_BITS) - 1));
    long low = (RANDOM.nextLong() >>> 2) | (1L << 63);
    return new UUID(high, low).toString();
  }

  /** Milliseconds and a counter in one number, which is larger each time. */
  private static synchronized long stamp(long milliseconds) {
    long first = (milliseconds << COUNTER_BITS) + RANDOM.nextInt(COUNTER_START);
    last = Math.max(first, last + 1);
    return last;
  }
}
