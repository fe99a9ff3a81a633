package dev.kalm.server.challenge;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/**
 * Notices that somebody looked at a challenge's answer. When the CA has looked and gone quiet, its
 * verdict is due: that is the moment to ask for it, sooner than any fixed interval and no more
 * often than needed.
 */
public final class Sightings {

  /** The CA is taken to have finished when nobody has looked for this long. */
  static final Duration QUIET = Duration.ofMillis(8);

  private final ConcurrentHashMap<String, Set<Watch>> watches = new ConcurrentHashMap<>();

  /** The first halves of the watched delegations' ids, in order. */
  private volatile long[] delegations = {};

  /** Somebody looked at {@code key}: a token, or a delegation's id. */
  public void seen(String key) {
    for (Watch watch : watches.getOrDefault(key, Set.of())) {
      watch.seen(key);
    }
  }

  /**
   * Whether somebody waits for a look at the delegation with this id: callers on a hot path need
   * not make a key. Rarely true for another delegation.
   *
   * @param idHigh the first 64 bits of the delegation's id
   */
  boolean mayWatchDelegation(long idHigh) {
    return Arrays.binarySearch(delegations, idHigh) >= 0;
  }

  private synchronized void noteDelegations() {
    delegations = watches.keySet().stream().flatMapToLong(Sightings::idHigh).sorted().toArray();
  }

  /** Nothing for what is a token and no id. */
  private static LongStream idHigh(String key) {
    try {
      return LongStream.of(UUID.fromString(key).getMostSignificantBits());
    } catch (IllegalArgumentException token) {
      return LongStream.empty();
    }
  }

  boolean isIdle() {
    return watches.isEmpty();
  }

  Watch watch(Collection<String> keys) {
    Watch watch = new Watch(Set.copyOf(keys));
    watch.keys.forEach(key ->
        watches.compute(
            key,
            (_, present) -> {
              Set<Watch> watching = present == null ? ConcurrentHashMap.newKeySet() : present;
              watching.add(watch);
              return watching;
            }));
    noteDelegations();
    return watch;
  }

  /** Waits for sightings of some keys; to be closed. */
  public final class Watch implements AutoCloseable {
    private final Set<String> keys;
    private final Set<String> unseen = ConcurrentHashMap.newKeySet();
    private long lastSeen;

    private Watch(Set<String> keys) {
      this.keys = keys;
      this.unseen.addAll(keys);
    }

    private synchronized void seen(String key) {
      unseen.remove(key);
      lastSeen = System.nanoTime();
      notifyAll();
    }

    /**
     * Returns when every key has been looked at and it has gone quiet, or when {@code limit} is
     * over.
     */
    public synchronized void await(Duration limit) throws InterruptedException {
      long deadline = System.nanoTime() + limit.toNanos();
      while (true) {
        long now = System.nanoTime();
        long until = unseen.isEmpty() ? Math.min(deadline, lastSeen + QUIET.toNanos()) : deadline;
        if (now >= until) {
          return;
        }
        long left = until - now;
        wait(left / 1_000_000, (int) (left % 1_000_000));
      }
    }

    @Override
    public void close() {
      keys.forEach(key ->
          watches.computeIfPresent(
              key,
              (_, watching) -> {
                watching.remove(this);
                return watching.isEmpty() ? null : watching;
              }));
      noteDelegations();
    }
  }
}
