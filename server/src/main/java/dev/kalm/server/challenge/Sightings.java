package dev.kalm.server.challenge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
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

  /** Looks that a watch remembers until it is asked for them; anybody can look very often. */
  static final int KEPT = 64;

  private final ConcurrentHashMap<String, Set<Watch>> watches = new ConcurrentHashMap<>();

  /** The first halves of the watched delegations' ids, in order. */
  private volatile long[] delegations = {};

  /** Somebody looked. */
  public void seen(Sighting sighting) {
    for (Watch watch : watches.getOrDefault(sighting.key(), Set.of())) {
      watch.seen(sighting);
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
    private final List<Sighting> sightings = new ArrayList<>();
    private long lastSeen;

    private Watch(Set<String> keys) {
      this.keys = keys;
      this.unseen.addAll(keys);
    }

    private synchronized void seen(Sighting sighting) {
      unseen.remove(sighting.key());
      lastSeen = System.nanoTime();
      if (sightings.size() < KEPT) {
        sightings.add(sighting);
      }
      notifyAll();
    }

    /**
     * Returns when every key has been looked at and it has gone quiet, or when {@code limit} is
     * over, which it says.
     */
    public synchronized boolean await(Duration limit) throws InterruptedException {
      long deadline = System.nanoTime() + limit.toNanos();
      while (true) {
        long now = System.nanoTime();
        long until = unseen.isEmpty() ? Math.min(deadline, lastSeen + QUIET.toNanos()) : deadline;
        if (now >= until) {
          return unseen.isEmpty();
        }
        long left = until - now;
        wait(left / 1_000_000, (int) (left % 1_000_000));
      }
    }

    /** The looks since the last call, in their order; of very many the first. */
    public synchronized List<Sighting> drain() {
      List<Sighting> drained = List.copyOf(sightings);
      sightings.clear();
      return drained;
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
