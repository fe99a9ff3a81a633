package dev.kalm.server.stream;

import dev.kalm.api.ChangeKind;
import dev.kalm.api.Changed;
import dev.kalm.server.database.Database;
import dev.kalm.server.http.EventStream;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells streams which kinds of things have changed: at once what this node has done, and within a
 * second what others have.
 */
public final class ChangeFeed {

  /** A stream is told once in this time at most. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Duration POLL = Duration.ofSeconds(1);

  /** A stream is woken by what there is to send; this is for the case that it was not. */
  private static final Duration LOOK = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);

  private final Map<ChangeKind, Supplier<?>> probes = new EnumMap<>(ChangeKind.class);
  private final Map<ChangeKind, AtomicLong> counts = new EnumMap<>(ChangeKind.class);
  private final Set<EventStream> viewers = ConcurrentHashMap.newKeySet();

  public ChangeFeed(Database database) {
    ChangeStore store = new ChangeStore();
    for (ChangeKind kind : ChangeKind.values()) {
      counts.put(kind, new AtomicLong());
    }
    probe(ChangeKind.CERTIFICATES, () -> database.read(store::certificates));
    probe(ChangeKind.DELEGATIONS, () -> database.read(store::delegations));
    probe(ChangeKind.ZONE, () -> database.read(store::zones));
  }

  /**
   * How changes of this kind by other nodes are found; before the first stream.
   *
   * @param fingerprint cheap, for it is asked every second; different when something has changed
   */
  public void probe(ChangeKind kind, Supplier<?> fingerprint) {
    probes.put(kind, fingerprint);
  }

  /** Something of this kind is different now. */
  public void changed(ChangeKind kind) {
    count(kind).incrementAndGet();
    viewers.forEach(EventStream::wake);
  }

  private AtomicLong count(ChangeKind kind) {
    return Objects.requireNonNull(counts.get(kind));
  }

  /** Tells of changes from now on, until the stream's end. */
  void write(EventStream stream) throws IOException, InterruptedException {
    Map<ChangeKind, Long> told = counts();
    join(stream);
    try {
      boolean goesOn = true;
      while (goesOn) {
        Map<ChangeKind, Long> now = counts();
        List<ChangeKind> kinds =
            Stream.of(ChangeKind.values())
                .filter(kind -> !Objects.equals(now.get(kind), told.get(kind)))
                .toList();
        if (kinds.isEmpty()) {
          goesOn = stream.await(LOOK);
        } else {
          stream.send("changed", new Changed(kinds));
          told.putAll(now);
          goesOn = stream.pause(PAUSE);
        }
      }
    } finally {
      viewers.remove(stream);
    }
  }

  private Map<ChangeKind, Long> counts() {
    Map<ChangeKind, Long> now = new EnumMap<>(ChangeKind.class);
    counts.forEach((kind, count) -> now.put(kind, count.get()));
    return now;
  }

  private synchronized void join(EventStream stream) {
    boolean first = viewers.isEmpty();
    viewers.add(stream);
    if (first) {
      Thread.ofVirtual().name("changes").start(this::poll);
    }
  }

  /** Until nobody is there to be told. */
  private void poll() {
    Map<ChangeKind, Object> before = new EnumMap<>(ChangeKind.class);
    while (!viewers.isEmpty()) {
      try {
        for (Map.Entry<ChangeKind, Supplier<?>> probe : probes.entrySet()) {
          Object now = probe.getValue().get();
          Object last = before.put(probe.getKey(), now);
          if (last != null && !last.equals(now)) {
            changed(probe.getKey());
          }
        }
      } catch (RuntimeException failed) {
        LOG.warn("changes could not be looked for: {}", failed.getMessage());
      }
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
