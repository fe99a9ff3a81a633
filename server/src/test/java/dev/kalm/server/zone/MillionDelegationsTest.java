package dev.kalm.server.zone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.dns.message.Name;
import dev.kalm.dns.zone.Zone;
import dev.kalm.dns.zone.ZoneTable;
import dev.kalm.server.database.Database;
import dev.kalm.server.database.DatabaseSettings;
import dev.kalm.server.key.MasterKey;
import dev.kalm.server.key.Sealer;
import dev.kalm.server.node.Node;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that starts has to answer soon, however many delegations there are. */
class MillionDelegationsTest {
  private static final int MANY = 1_000_000;
  private static final Duration LIMIT = Duration.ofSeconds(5);

  @TempDir Path folder;

  @Test
  void aMillionDelegationsAreLoadedFromSqliteInFiveSeconds() {
    ClusterAddresses cluster =
        new ClusterAddresses(
            Optional.of("mycluster.com"), List.of(InetAddress.ofLiteral("192.0.2.1")));
    InstantSource clock = InstantSource.system();
    ZoneTable zones = new ZoneTable();
    ZoneSettingsSource settings =
        new ZoneSettingsSource(
            () -> cluster,
            Duration.ofSeconds(1),
            new Sealer(MasterKey.loadOrCreate(folder.resolve("keys"), Map.of())));
    try (Database database = Database.open(new DatabaseSettings.Sqlite(folder.resolve("kalm.db")));
        Node node = new Node(database, "one", "one", clock);
        ZoneFeed feed = new ZoneFeed(database, zones, settings, node, clock)) {
      UUID zone = UUID.randomUUID();
      ValidationZone stored =
          new ValidationZone(zone, "acme-1.mycluster.com", 7, clock.instant(), null, List.of());
      database.useTransaction(transaction -> new ZoneStore().insert(transaction, stored));
      fill(database, zone, clock.millis() + Duration.ofHours(1).toMillis());

      // The processor's time, for this machine may have other things to do: SQLite works in this
      // thread.
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long start = threads.getCurrentThreadCpuTime();
      feed.follow();
      Duration taken = Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);

      Zone served = zones.zone(Name.parse(stored.name())).orElseThrow();
      assertThat(served.size()).isEqualTo(MANY);
      assertThat(served.values(id(10))).containsExactly("value of 10");
      assertThat(served.values(id(11))).isEmpty();
      assertThat(taken).isLessThan(LIMIT);
    }
  }

  /** In SQL, which is quicker than a million inserts: every tenth delegation has a value. */
  private static void fill(Database database, UUID zone, long expiresAt) {
    database.useTransaction(transaction -> {
      transaction
          .handle()
          .createUpdate(
              "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many)"
                  + " INSERT INTO delegation (id, zone_id, domain, created_at, status, detail)"
                  + " SELECT printf('00000000-0000-4000-8000-%012x', i), :zone, 'd' || i, 1, 'unknown', '' FROM n")
          .bind("many", MANY)
          .bind("zone", zone.toString())
          .execute();
      transaction
          .handle()
          .createUpdate(
              "INSERT INTO txt_value (delegation_id, value, issuance_id, expires_at)"
                  + " SELECT id, 'value of ' || substr(domain, 2), 'i', :expiresAt FROM delegation"
                  + " WHERE CAST(substr(domain, 2) AS INTEGER) % 10 = 0")
          .bind("expiresAt", expiresAt)
          .execute();
    });
  }

  private static UUID id(int number) {
    return UUID.fromString("00000000-0000-4000-8000-%012x".formatted(number));
  }
}
