package dev.kalm.server.node;

import dev.kalm.server.database.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running server process. It is alive to the others while its heartbeat is young. */
public final class Node implements AutoCloseable {

  /** How often a node says that it lives. */
  static final Duration HEARTBEAT = Duration.ofSeconds(3);

  /** A node that was silent for this long is not waited for. */
  static final Duration DEAD_AFTER = Duration.ofSeconds(15);

  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  private final Database database;
  private final InstantSource clock;
  private final String id;
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("heartbeat").factory());
  private final NodeStore store = new NodeStore();
  private volatile SequencedMap<UUID, Long> serials = new LinkedHashMap<>();
  private volatile boolean othersLive;

  /**
   * @param id stable across restarts, see {@link #identity}
   * @param name for people: the host's name
   */
  public Node(Database database, String id, String name, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    this.id = id;
    database.useTransaction(transaction -> store.register(transaction, id, name, clock.instant()));
    heart.scheduleWithFixedDelay(this::beat, 0, HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The identity kept in the data folder, made at the first start. */
  public static String identity(Path dataFolder) {
    Path file = dataFolder.resolve("node.id");
    try {
      if (Files.exists(file)) {
        return UUID.fromString(Files.readString(file).strip()).toString();
      }
      String id = UUID.randomUUID().toString();
      Files.writeString(file, id + "\n");
      return id;
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot keep this node's identity in " + file, failed);
    } catch (IllegalArgumentException spoilt) {
      throw new IllegalStateException(
          file + " does not hold a UUID: delete it, and this node takes a new identity", spoilt);
    }
  }

  public String id() {
    return id;
  }

  /**
   * Tells the other nodes which serial of each zone this one serves from now on.
   *
   * @param newSerials by zone, the first zone first
   */
  public void serves(SequencedMap<UUID, Long> newSerials) {
    if (newSerials.equals(serials)) {
      return;
    }
    serials = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(newSerials));
    if (othersLive) {
      heart.execute(this::beat);
    }
  }

  /** True if every other live node serves at least these serials, by zone. */
  public boolean othersServe(Map<UUID, Long> wanted) {
    return database.read(handle ->
        wanted.entrySet().stream()
            .allMatch(zone -> store.behind(handle, id, zone, oldestLife()) == 0));
  }

  /**
   * The names of the other live nodes that do not know of several zones or of signed ones: they run
   * the release before, or have only just started.
   *
   * @param zone one that every node of this release serves
   */
  public List<String> olderNodes(UUID zone) {
    return database.read(handle -> store.silentAbout(handle, id, zone, oldestLife()));
  }

  private Instant oldestLife() {
    return clock.instant().minus(DEAD_AFTER);
  }

  private void beat() {
    try {
      othersLive =
          database.inTransaction(transaction -> {
            store.beat(transaction, id, serials, clock.instant());
            return store.others(transaction.handle(), id, oldestLife()) > 0;
          });
    } catch (RuntimeException failed) {
      LOG.warn("this node's heartbeat could not be written: {}", failed.getMessage());
    }
  }

  @Override
  public void close() {
    heart.shutdownNow();
    try {
      heart.awaitTermination(5, TimeUnit.SECONDS);
      database.useTransaction(transaction -> store.leave(transaction, id));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failed) {
      LOG.debug("could not say goodbye: {}", failed.getMessage());
    }
  }
}
