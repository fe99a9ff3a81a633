package dev.kalm.dns.server;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetSocketAddress;
import java.security.SecureRandom;

/**
 * Counts the answers that each client prefix gets over UDP. All threads share one; it allocates
 * nothing and never waits.
 *
 * <p>Each prefix has a bucket that holds one second's answers, kept as the time at which it will be
 * full again (GCRA, as in ITU-T I.371): one number to compare and swap. A bucket is found by a tag
 * among the eight of its set. A prefix without one takes the bucket that is fullest, so a flood of
 * forged addresses never frees the prefixes that are limited, and never limits the others.
 *
 * <pre>
 *   bucket: tag 16 bits | microseconds since the limiter's start 48 bits
 * </pre>
 */
final class RateLimiter {

  private static final int SETS = 8192;

  /** The eight longs of a cache line. */
  private static final int BUCKETS_OF_A_SET = 8;

  private static final int TIME_BITS = 48;
  private static final long TIME_MASK = (1L << TIME_BITS) - 1;

  /** A bucket holds the answers of this time. */
  private static final long BURST_MICROS = 1_000_000;

  /** No bucket is full later than one burst from now; one that says so has seen another clock. */
  private static final long MAX_DEBT_MICROS = 2 * BURST_MICROS;

  /** Threads that meet at one bucket; after so many tries the answer goes uncounted. */
  private static final int TRIES = 4;

  private static final VarHandle BUCKET = MethodHandles.arrayElementVarHandle(long[].class);

  private final long intervalMicros;
  private final Block[] exempt;
  private final long seed;
  private final long start;
  private final long[] buckets = new long[SETS * BUCKETS_OF_A_SET];

  RateLimiter(RateLimit limit, long nowMillis) {
    this(limit, nowMillis, new SecureRandom().nextLong());
  }

  RateLimiter(RateLimit limit, long nowMillis, long seed) {
    this.intervalMicros =
        limit.answersPerSecond() == 0 ? 0 : BURST_MICROS / limit.answersPerSecond();
    this.exempt = limit.exempt().stream().map(Block::of).toArray(Block[]::new);
    this.seed = seed;
    // A clock that steps back by less than this finds no time before the start.
    this.start = nowMillis - 86_400_000;
  }

  /**
   * Counts one answer for this client.
   *
   * @return false when its prefix has had its share: it is answered with TC=1 and without records
   */
  boolean mayAnswer(ClientAddress client, long nowMillis) {
    if (intervalMicros == 0) {
      return true;
    }
    long hash = hash(client);
    int set = (int) (hash & (SETS - 1)) * BUCKETS_OF_A_SET;
    long tag = hash & ~TIME_MASK;
    long now = Math.max(1, (nowMillis - start) * 1000) & TIME_MASK;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      int at = find(set, tag, now);
      long bucket = (long) BUCKET.getOpaque(buckets, at);
      long full = (bucket & ~TIME_MASK) == tag ? Math.max(now, fullAt(bucket, now)) : now;
      if (full + intervalMicros > now + BURST_MICROS) {
        return isExempt(client);
      }
      if (BUCKET.weakCompareAndSetPlain(buckets, at, bucket, tag | (full + intervalMicros))) {
        return true;
      }
    }
    return true;
  }

  /** The prefix's own bucket, else the fullest of its set. */
  private int find(int set, long tag, long now) {
    int fullest = set;
    long earliest = Long.MAX_VALUE;
    for (int at = set; at < set + BUCKETS_OF_A_SET; at++) {
      long bucket = (long) BUCKET.getOpaque(buckets, at);
      if ((bucket & ~TIME_MASK) == tag && bucket != 0) {
        return at;
      }
      long full = fullAt(bucket, now);
      if (full < earliest) {
        earliest = full;
        fullest = at;
      }
    }
    return fullest;
  }

  private static long fullAt(long bucket, long now) {
    long full = bucket & TIME_MASK;
    return full > now + MAX_DEBT_MICROS ? 0 : full;
  }

  /** A /24 of IPv4, a /56 of IPv6, scattered so that nobody can choose who shares a set. */
  private long hash(ClientAddress client) {
    long prefix = client.isIpv4() ? client.low() & ~0xffL : client.high() & ~0xffL;
    long hash = (prefix ^ seed) * 0x9e3779b97f4a7c15L;
    hash = (hash ^ (hash >>> 32) ^ Long.rotateLeft(seed, 32)) * 0xd6e8feb86659fd93L;
    return hash ^ (hash >>> 32);
  }

  private boolean isExempt(ClientAddress client) {
    for (Block block : exempt) {
      if (block.contains(client)) {
        return true;
      }
    }
    return false;
  }

  /** A prefix as {@link ClientAddress} keeps addresses. */
  private record Block(boolean ipv4, long high, long low, long highMask, long lowMask) {

    static Block of(AddressPrefix prefix) {
      ClientAddress address = new ClientAddress();
      address.set(new InetSocketAddress(prefix.address(), 0));
      int bits = address.isIpv4() ? 96 + prefix.length() : prefix.length();
      long highMask = bits == 0 ? 0 : -1L << (64 - Math.min(64, bits));
      long lowMask = bits <= 64 ? 0 : -1L << (128 - bits);
      return new Block(address.isIpv4(), address.high(), address.low(), highMask, lowMask);
    }

    boolean contains(ClientAddress client) {
      return client.isIpv4() == ipv4
          && ((client.high() ^ high) & highMask) == 0
          && ((client.low() ^ low) & lowMask) == 0;
    }
  }
}
