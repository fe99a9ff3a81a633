package dev.kalm.server.settings;

import dev.kalm.server.config.AuthorityConfig;
import dev.kalm.server.config.KalmConfig;
import dev.kalm.server.database.Database;
import dev.kalm.server.key.Sealer;
import dev.kalm.server.zone.ClusterAddresses;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings as this node follows them. Whoever needs one asks at each use, and keeps nothing.
 */
public final class LiveSettings implements AutoCloseable {

  /** How often a node looks for changes that nobody told it of. */
  static final Duration POLL = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(LiveSettings.class);

  private final Database database;
  private final KalmConfig config;
  private final SettingsStore store;
  private final ScheduledExecutorService poller =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("settings").factory());
  private Database.Announcements announcements = () -> {};
  private volatile Stored stored = Stored.NOTHING;
  private volatile InEffect inEffect;

  /**
   * Reads the settings.
   *
   * @param config what it sets goes before the database
   */
  public LiveSettings(Database database, KalmConfig config, Sealer sealer) {
    this.database = database;
    this.config = config;
    this.store = new SettingsStore(sealer);
    this.inEffect = InEffect.of(config, stored);
    follow();
  }

  /** Follows what other nodes change, from now on. */
  public void start() {
    poller.scheduleWithFixedDelay(
        this::followQuietly, POLL.toMillis(), POLL.toMillis(), TimeUnit.MILLISECONDS);
    announcements = database.onAnnouncement(SettingsStore.CHANGES, this::followQuietly);
  }

  public ClusterAddresses cluster() {
    return inEffect.cluster();
  }

  /**
   * As they are stored now, also if another node has set them a moment ago. Not in transactions.
   */
  public ClusterAddresses latestCluster() {
    follow();
    return inEffect.cluster();
  }

  /** At least one, the default first. */
  public List<AuthorityConfig> authorities() {
    return inEffect.authorities().stream().map(InEffect.SourcedAuthority::config).toList();
  }

  List<String> authorityNames() {
    return authorities().stream().map(AuthorityConfig::name).toList();
  }

  /** Empty: the system's. */
  public List<InetSocketAddress> resolvers() {
    return inEffect.resolvers();
  }

  /** Whether all is set that certificates need. */
  public boolean areComplete() {
    return inEffect.missing().isEmpty();
  }

  InEffect inEffect() {
    return inEffect;
  }

  /** What a change in this transaction would build on, without this node's delay. */
  InEffect inEffect(Stored now) {
    return InEffect.of(config, now);
  }

  SettingsStore store() {
    return store;
  }

  /** Uses everything that is committed by now. */
  synchronized void follow() {
    if (database.read(store::revision) != stored.revision()) {
      stored = database.read(store::read);
      inEffect = InEffect.of(config, stored);
    }
  }

  private void followQuietly() {
    try {
      follow();
    } catch (RuntimeException failed) {
      LOG.warn("could not read the settings; those that are known stay: {}", failed.getMessage());
    }
  }

  @Override
  public void close() {
    announcements.close();
    poller.shutdownNow();
  }
}
