package dev.kalm.server.zone;

import dev.kalm.dns.message.Name;
import dev.kalm.dns.zone.NameServer;
import dev.kalm.dns.zone.Zone;
import dev.kalm.dns.zone.ZoneChange;
import dev.kalm.dns.zone.ZoneSettings;
import dev.kalm.dns.zone.ZoneTable;
import dev.kalm.server.database.Database;
import dev.kalm.server.node.Node;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the zone that the DNS server answers from in step with the database. */
public final class ZoneFeed implements AutoCloseable {

  /** How often a node looks for changes that nobody told it of. */
  static final Duration POLL = Duration.ofMillis(500);

  /** Changes are kept for nodes that lag; one that lags more loads the zone anew. */
  static final Duration CHANGES_KEPT = Duration.ofHours(1);

  private static final int SERIALS_AT_ONCE = 10_000;
  private static final Duration PRUNE = Duration.ofMinutes(5);
  private static final Logger LOG = LoggerFactory.getLogger(ZoneFeed.class);

  private final Database database;
  private final ZoneTable zones;
  private final ClusterAddresses cluster;
  private final Node node;
  private final InstantSource clock;
  private final ZoneStore store = new ZoneStore();
  private final ScheduledExecutorService poller =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("zone-feed").factory());
  private @Nullable Zone zone;

  public ZoneFeed(
      Database database,
      ZoneTable zones,
      ClusterAddresses cluster,
      Node node,
      InstantSource clock) {
    this.database = database;
    this.zones = zones;
    this.cluster = cluster;
    this.node = node;
    this.clock = clock;
  }

  /** Loads the zone, if there is one, and follows it from then on. */
  public void start() {
    follow();
    poller.scheduleWithFixedDelay(
        this::followQuietly, POLL.toMillis(), POLL.toMillis(), TimeUnit.MILLISECONDS);
    poller.scheduleWithFixedDelay(
        this::prune, PRUNE.toMillis(), PRUNE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Serves everything that is committed by now. */
  public synchronized void follow() {
    Optional<ValidationZone> stored = database.read(store::find);
    if (stored.isEmpty()) {
      return;
    }
    Zone served = zone;
    if (served == null) {
      load(stored.get());
      return;
    }
    while (served.serial() < stored.get().serial()) {
      long from = served.serial();
      List<ZoneStore.NumberedChange> changes =
          database.read(
              handle -> store.changesAfter(handle, stored.get().id(), from, SERIALS_AT_ONCE));
      if (changes.isEmpty() || changes.getFirst().serial() != from + 1) {
        load(stored.get());
        return;
      }
      List<ZoneChange> batch = new ArrayList<>(changes.size());
      changes.forEach(numbered -> batch.add(numbered.change()));
      served.apply(batch, changes.getLast().serial());
    }
    node.serves(served.serial());
  }

  /** The serial that this node serves; 0 before there is a zone. */
  public synchronized long serial() {
    return zone == null ? 0 : zone.serial();
  }

  /**
   * The serial is read before the contents: what is newer is replayed, and replaying changes
   * nothing.
   */
  private void load(ValidationZone stored) {
    List<ZoneChange> contents =
        database.read(handle -> store.snapshot(handle, stored.id(), clock.instant()));
    Zone fresh = zone;
    if (fresh == null) {
      fresh = new Zone(settings(stored.name()), clock);
      fresh.load(contents, stored.serial());
      zones.add(fresh);
      zone = fresh;
      LOG.info("serving the validation zone {} with {} entries", stored.name(), contents.size());
    } else {
      fresh.load(contents, stored.serial());
    }
    node.serves(stored.serial());
  }

  private ZoneSettings settings(String name) {
    List<NameServer> servers =
        cluster.nameServers(name).stream()
            .map(server -> new NameServer(Name.parse(server.name()), server.addresses()))
            .toList();
    return ZoneSettings.of(Name.parse(name), servers);
  }

  private void followQuietly() {
    try {
      follow();
    } catch (RuntimeException failed) {
      LOG.warn("could not read the zone's changes; serving what is known: {}", failed.getMessage());
    }
  }

  private void prune() {
    try {
      database.useTransaction(transaction ->
          store.prune(transaction, clock.instant().minus(CHANGES_KEPT), clock.instant()));
    } catch (RuntimeException failed) {
      LOG.warn("could not prune the zone's changes: {}", failed.getMessage());
    }
  }

  @Override
  public void close() {
    poller.shutdownNow();
  }
}
