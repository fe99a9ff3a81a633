package dev.kalm.server.zone;

import dev.kalm.dns.zone.Zone;
import dev.kalm.dns.zone.ZoneChange;
import dev.kalm.dns.zone.ZoneSettings;
import dev.kalm.dns.zone.ZoneTable;
import dev.kalm.server.database.Database;
import dev.kalm.server.node.Node;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the zones that the DNS server answers from in step with the database. */
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
  private final ZoneSettingsSource settings;
  private final Node node;
  private final InstantSource clock;
  private final ZoneStore store = new ZoneStore();
  private final SigningStore signing = new SigningStore();
  private final ScheduledExecutorService poller =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("zone-feed").factory());

  private Database.Announcements announcements = () -> {};

  /** In the order of their creation, which is how {@link ZoneStore#all} has them. */
  private final SequencedMap<UUID, Zone> served = new LinkedHashMap<>();

  private boolean addressesMissing;

  public ZoneFeed(
      Database database,
      ZoneTable zones,
      ZoneSettingsSource settings,
      Node node,
      InstantSource clock) {
    this.database = database;
    this.zones = zones;
    this.settings = settings;
    this.node = node;
    this.clock = clock;
  }

  /** Loads the zones that there are, and follows them and all later ones from then on. */
  public void start() {
    follow();
    poller.scheduleWithFixedDelay(
        this::followQuietly, POLL.toMillis(), POLL.toMillis(), TimeUnit.MILLISECONDS);
    announcements = database.onAnnouncement(ZoneStore.CHANGES, this::followQuietly);
    poller.scheduleWithFixedDelay(
        this::prune, PRUNE.toMillis(), PRUNE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Serves everything that is committed by now. */
  public synchronized void follow() {
    for (ValidationZone stored : database.read(store::all)) {
      Zone zone = served.get(stored.id());
      if (zone == null && settings.cluster().get().addresses().isEmpty()) {
        sayThatAddressesAreMissing(stored);
      } else if (zone == null) {
        load(stored, null);
      } else {
        follow(stored, zone);
      }
    }
    node.serves(serials());
  }

  private void sayThatAddressesAreMissing(ValidationZone stored) {
    if (!addressesMissing) {
      addressesMissing = true;
      LOG.warn(
          "the validation zone {} is not served, for this server's public addresses are not set: set them in the web interface under Settings, or as cluster.addresses",
          stored.name());
    }
  }

  private void follow(ValidationZone stored, Zone zone) {
    while (zone.serial() < stored.serial()) {
      long from = zone.serial();
      List<ZoneStore.NumberedChange> changes =
          database.read(handle -> store.changesAfter(handle, stored.id(), from, SERIALS_AT_ONCE));
      if (changes.isEmpty() || changes.getFirst().serial() != from + 1) {
        load(stored, zone);
        return;
      }
      List<ZoneChange> batch = new ArrayList<>(changes.size());
      changes.forEach(numbered -> numbered.change().ifPresent(batch::add));
      if (batch.size() < changes.size()) {
        zone.configure(settings(stored), from);
      }
      zone.apply(batch, changes.getLast().serial());
    }
  }

  /** The serials that this node serves, by zone, the first zone first. */
  public synchronized SequencedMap<UUID, Long> serials() {
    SequencedMap<UUID, Long> serials = new LinkedHashMap<>();
    served.forEach((id, zone) -> serials.put(id, zone.serial()));
    return serials;
  }

  /** The serials that are committed by now, by zone. */
  Map<UUID, Long> committed() {
    Map<UUID, Long> serials = new HashMap<>();
    database.read(store::all).forEach(zone -> serials.put(zone.id(), zone.serial()));
    return serials;
  }

  /**
   * The serial is read before the contents: what is newer is replayed, and replaying changes
   * nothing.
   */
  private void load(ValidationZone stored, @Nullable Zone before) {
    ZoneSettings current = settings(stored);
    Zone zone = before == null ? new Zone(current, clock) : before;
    if (before != null) {
      zone.configure(current, zone.serial());
    }
    database.read(handle -> {
      store.snapshot(
          handle,
          stored.id(),
          clock.instant(),
          contents -> zone.load(contents, store.delegations(handle, stored.id()), stored.serial()));
      return true;
    });
    if (before == null) {
      served.put(stored.id(), zone);
      zones.add(zone);
      LOG.info("serving the validation zone {} with {} delegations", stored.name(), zone.size());
    }
  }

  /** As they are stored now, which may be later than the serial that is being followed. */
  private ZoneSettings settings(ValidationZone stored) {
    ClusterAddresses at = settings.cluster().get();
    return database.read(handle ->
        settings.of(
            stored.name(),
            at,
            signing.find(handle, stored.id()),
            signing.sealedKeys(handle, stored.id())));
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
    announcements.close();
    poller.shutdownNow();
  }
}
