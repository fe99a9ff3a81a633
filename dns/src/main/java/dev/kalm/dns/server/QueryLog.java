package dev.kalm.dns.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The last queries, for an operator who wants to know why a validation failed. Within its limits it
 * needs at most 30 MB; in a quiet server it needs next to nothing.
 *
 * <pre>
 *   server thread -- QueryRing --+
 *                                +-- every 250 ms, and before anybody reads --> one log for each delegation,
 *   server thread -- QueryRing --+                                              one for other names, the newest of all
 * </pre>
 *
 * A reader sees what was answered before it asked. Under a flood only a part is kept; {@link
 * #notKept} counts the rest.
 */
public final class QueryLog implements AutoCloseable {

  /** Delegations with a log; the one that was asked for longest ago makes room. */
  static final int MAX_DELEGATIONS = 4096;

  static final int MAX_OF_A_DELEGATION = 32;
  static final int MAX_OF_OTHER_NAMES = 1024;

  /** Of all names together, for {@link #latest}. */
  static final int MAX_LATEST = 4096;

  private static final Duration ROUND = Duration.ofMillis(250);

  private static final System.Logger LOG = System.getLogger(QueryLog.class.getName());

  private record Entry(long sequence, QueryRecord query) {

    LoggedQuery toLoggedQuery() {
      return query.toLoggedQuery(sequence);
    }
  }

  private final List<QueryRing> rings = new CopyOnWriteArrayList<>();
  private final Deque<Entry> latest = new ArrayDeque<>();
  private final Deque<Entry> otherNames = new ArrayDeque<>();
  private final SequencedMap<UUID, Deque<Entry>> delegations = new LinkedHashMap<>(16, 0.75f, true);
  private final ScheduledExecutorService rounds =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("dns-query-log").factory());
  private long lastSequence;
  private long notKept;

  /** Starts the thread that collects. */
  public QueryLog() {
    this(ROUND);
  }

  QueryLog(Duration round) {
    rounds.scheduleWithFixedDelay(
        this::collectSafely, round.toMillis(), round.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A ring for one more server thread. */
  QueryRing newRing() {
    QueryRing ring = new QueryRing();
    rings.add(ring);
    return ring;
  }

  /** The last queries for names of this delegation, oldest first. */
  public synchronized List<LoggedQuery> ofDelegation(UUID id) {
    collect();
    Deque<Entry> found = delegations.get(id);
    return found == null ? List.of() : found.stream().map(Entry::toLoggedQuery).toList();
  }

  /** The last queries for names that belong to no delegation, oldest first. */
  public synchronized List<LoggedQuery> ofOtherNames() {
    collect();
    return otherNames.stream().map(Entry::toLoggedQuery).toList();
  }

  /**
   * The newest queries of all names, oldest first.
   *
   * @param afterSequence only what is newer than this one; 0 for all, as is the sequence of a log
   *     that was before this one
   * @param limit how many at most; a reader that misses some sees it by their numbers
   */
  public synchronized List<LoggedQuery> latest(long afterSequence, int limit) {
    collect();
    long after = afterSequence > lastSequence ? 0 : afterSequence;
    List<LoggedQuery> found = new ArrayList<>();
    Iterator<Entry> newestFirst = latest.descendingIterator();
    while (newestFirst.hasNext() && found.size() < limit) {
      Entry entry = newestFirst.next();
      if (entry.sequence() <= after) {
        break;
      }
      found.add(entry.toLoggedQuery());
    }
    return List.copyOf(found.reversed());
  }

  /** How many queries came too fast to be kept. */
  public synchronized long notKept() {
    collect();
    return notKept;
  }

  private void collectSafely() {
    try {
      synchronized (this) {
        collect();
      }
    } catch (RuntimeException e) {
      // A mistake of ours; the next round has another chance, which a thrown exception would end.
      LOG.log(System.Logger.Level.ERROR, "Collecting the query log failed", e);
    }
  }

  private void collect() {
    List<QueryRecord> taken = new ArrayList<>();
    for (QueryRing ring : rings) {
      notKept += ring.take(taken::add);
    }
    if (rings.size() > 1) {
      taken.sort(Comparator.comparingLong(QueryRecord::millis));
    }
    for (QueryRecord query : taken) {
      keep(new Entry(++lastSequence, query));
    }
  }

  private void keep(Entry entry) {
    keep(entry, latest, MAX_LATEST);
    entry
        .query()
        .delegation()
        .ifPresentOrElse(
            id ->
                keep(
                    entry,
                    delegations.computeIfAbsent(id, _ -> new ArrayDeque<>(1)),
                    MAX_OF_A_DELEGATION),
            () -> keep(entry, otherNames, MAX_OF_OTHER_NAMES));
    if (delegations.size() > MAX_DELEGATIONS) {
      delegations.pollFirstEntry();
    }
  }

  private static void keep(Entry entry, Deque<Entry> log, int limit) {
    if (log.size() == limit) {
      log.removeFirst();
    }
    log.addLast(entry);
  }

  /** Stops collecting by itself; what was kept can still be read. */
  @Override
  public void close() {
    rounds.shutdownNow();
  }
}
