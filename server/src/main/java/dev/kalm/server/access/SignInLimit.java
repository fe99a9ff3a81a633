package dev.kalm.server.access;

import dev.kalm.server.http.RequestException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Slows down who guesses: by account and address, and by address alone. Each node counts for
 * itself, so that a cluster of n nodes allows n times as much. A success costs nothing.
 */
final class SignInLimit {
  private static final int ACCOUNT_TRIES = 5;
  private static final Duration ACCOUNT_PAUSE = Duration.ofMinutes(1);
  private static final int ADDRESS_TRIES = 30;
  private static final Duration ADDRESS_PAUSE = Duration.ofSeconds(10);
  private static final int IPV6_PREFIX_BYTES = 8;

  /** Longer names are no account's, and whoever sends them shall not fill the memory. */
  private static final int LONGEST_ACCOUNT = 100;

  private final Buckets byAccount;
  private final Buckets byAddress;

  SignInLimit(InstantSource clock) {
    this.byAccount = new Buckets(ACCOUNT_TRIES, ACCOUNT_PAUSE, clock);
    this.byAddress = new Buckets(ADDRESS_TRIES, ADDRESS_PAUSE, clock);
  }

  /**
   * Counts a try before it is made, so that many at once are counted too.
   *
   * @throws RequestException 429 when there were too many
   */
  void count(String account, String address) {
    String network = network(address);
    Duration wait = byAddress.take(network);
    if (wait.isZero()) {
      wait = byAccount.take(key(account, network));
    }
    if (!wait.isZero()) {
      throw RequestException.tooMany(
          "There were too many failed attempts to sign in from %s. Try again in %d seconds."
              .formatted(address, Math.max(1, wait.toSeconds())),
          wait);
    }
  }

  /** The try was right. */
  void succeeded(String account, String address) {
    String network = network(address);
    byAddress.giveBack(network);
    byAccount.forget(key(account, network));
  }

  private static String key(String account, String network) {
    String known = account.substring(0, Math.min(account.length(), LONGEST_ACCOUNT));
    return known.toLowerCase(Locale.ROOT) + " " + network;
  }

  /** Who has one address of IPv6 has its whole /64. */
  private static String network(String address) {
    try {
      InetAddress parsed = InetAddress.ofLiteral(address);
      return parsed instanceof Inet6Address
          ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), IPV6_PREFIX_BYTES))
          : parsed.getHostAddress();
    } catch (IllegalArgumentException e) {
      return address;
    }
  }

  /** Token buckets, of which the least recently used go when there are too many. */
  private static final class Buckets {
    private static final int MOST = 20_000;

    private final int capacity;
    private final Duration refill;
    private final InstantSource clock;
    private final Map<String, Bucket> buckets =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST;
          }
        };

    /**
     * @param spent tries that count at {@code since}
     */
    private record Bucket(double spent, Instant since) {}

    Buckets(int capacity, Duration refill, InstantSource clock) {
      this.capacity = capacity;
      this.refill = refill;
      this.clock = clock;
    }

    /** How long to wait; zero: go on. */
    synchronized Duration take(String key) {
      Instant now = clock.instant();
      double spent = spent(key, now);
      if (spent + 1 > capacity) {
        return Duration.ofMillis((long) Math.ceil((spent + 1 - capacity) * refill.toMillis()));
      }
      buckets.put(key, new Bucket(spent + 1, now));
      return Duration.ZERO;
    }

    synchronized void giveBack(String key) {
      Instant now = clock.instant();
      buckets.put(key, new Bucket(Math.max(0, spent(key, now) - 1), now));
    }

    synchronized void forget(String key) {
      buckets.remove(key);
    }

    private double spent(String key, Instant now) {
      Bucket bucket = buckets.get(key);
      if (bucket == null) {
        return 0;
      }
      double refilled = (double) Duration.between(bucket.since, now).toMillis() / refill.toMillis();
      return Math.max(0, bucket.spent - refilled);
    }
  }
}
