package dev.kalm.server.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kalm.dns.message.Name;
import dev.kalm.dns.zone.Zone;
import dev.kalm.dns.zone.ZoneTable;
import dev.kalm.server.check.DnsResolver;
import dev.kalm.server.check.Looks;
import dev.kalm.server.database.BothDatabases;
import dev.kalm.server.database.Database;
import dev.kalm.server.key.MasterKey;
import dev.kalm.server.key.Sealer;
import dev.kalm.server.node.Node;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What is stored of the zone, and how nodes come to serve it. */
class ZoneContractTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final ClusterAddresses CLUSTER =
      new ClusterAddresses(
          Optional.of("mycluster.com"),
          List.of(
              InetAddress.ofLiteral("192.0.2.1"),
              InetAddress.ofLiteral("2001:db8::1"),
              InetAddress.ofLiteral("192.0.2.2")));

  private static final MasterKey KEY =
      MasterKey.loadOrCreate(
          Path.of("unused"),
          Map.of(MasterKey.VARIABLE, Base64.getEncoder().encodeToString(new byte[32])));
  private static final Sealer SEALER = new Sealer(KEY);

  /** One node's view of the zone. */
  private static final class Serving implements AutoCloseable {
    final Node node;
    final ZoneTable zones = new ZoneTable();
    final ZoneFeed feed;
    final ZoneService service;
    volatile ClusterAddresses cluster = CLUSTER;

    Serving(Database database, String id) {
      node = new Node(database, id, id, CLOCK);
      feed =
          new ZoneFeed(
              database,
              zones,
              new ZoneSettingsSource(() -> cluster, Duration.ofSeconds(1), SEALER),
              node,
              CLOCK);
      DnsResolver nobody = new DnsResolver(List.of(new InetSocketAddress("127.0.0.1", 9)));
      service =
          new ZoneService(
              database, () -> cluster, feed, DerivedNames.of(KEY), Looks.through(nobody), CLOCK);
    }

    Zone served(ValidationZone zone) {
      return zones.zone(Name.parse(zone.name())).orElseThrow();
    }

    Zone zone() {
      return zones.zone(Name.parse(service.find().orElseThrow().name())).orElseThrow();
    }

    @Override
    public void close() {
      feed.close();
      node.close();
    }
  }

  @BothDatabases
  void theFirstNeedMakesTheZoneAtARandomSubdomainAndTheNextUsesIt(Database database) {
    try (Serving one = new Serving(database, "one")) {
      Delegation first =
          database.inTransaction(transaction -> one.service.ensureDelegation(transaction, "a.com"));
      Delegation second =
          database.inTransaction(transaction -> one.service.ensureDelegation(transaction, "b.com"));
      Delegation again =
          database.inTransaction(transaction -> one.service.ensureDelegation(transaction, "a.com"));
      assertThat(first.zone())
          .matches("acme-[0-9a-f]{6}\\.mycluster\\.com")
          .isEqualTo(second.zone());
      assertThat(again.target())
          .isEqualTo(first.target())
          .isEqualTo(first.id() + "." + first.zone());
      assertThat(one.zone().hasDelegation(first.id())).isTrue();
      assertThat(one.zone().hasDelegation(second.id())).isTrue();
      assertThat(one.service.records(one.service.find().orElseThrow()))
          .extracting(record ->
              record.type()
                  + " "
                  + record.name().replace(first.zone(), "Z")
                  + " "
                  + record.value().replace(first.zone(), "Z"))
          .containsExactly(
              "NS Z ns.Z",
              "A ns.Z 192.0.2.1",
              "AAAA ns.Z 2001:db8:0:0:0:0:0:1",
              "NS Z ns2.Z",
              "A ns2.Z 192.0.2.2");
    }
  }

  @BothDatabases
  void withoutAClusterDomainTheRefusalSaysWhatToSet(Database database) {
    ClusterAddresses nowhere = new ClusterAddresses(Optional.empty(), List.of());
    try (Serving one = new Serving(database, "one")) {
      ZoneService service =
          new ZoneService(
              database,
              () -> nowhere,
              one.feed,
              DerivedNames.of(KEY),
              Looks.through(new DnsResolver(List.of())),
              CLOCK);
      assertThatThrownBy(service::create)
          .hasMessageContaining("cluster.domain")
          .hasMessageContaining("cluster.addresses");
      assertThat(service.find()).isEmpty();
    }
  }

  @BothDatabases
  void valuesAreServedFromTheCommitOnUnderARisingSerialAndGoWithTheirIssuance(Database database) {
    try (Serving one = new Serving(database, "one")) {
      Delegation delegation =
          database.inTransaction(transaction -> one.service.ensureDelegation(transaction, "a.com"));
      long before = one.zone().serial();
      long serial = publish(database, one, delegation, "i1", "v1", "v2");
      assertThat(serial).isGreaterThan(before);
      assertThat(one.zone().serial()).isEqualTo(serial);
      assertThat(one.zone().values(delegation.id())).containsExactlyInAnyOrder("v1", "v2");
      publish(database, one, delegation, "i2", "v3");
      database.useTransaction(transaction -> one.service.withdraw(transaction, "i1"));
      assertThat(one.zone().values(delegation.id())).containsExactly("v3");
      assertThat(one.service.values(delegation)).containsExactly("v3");
      assertThat(one.zone().serial()).isGreaterThan(serial);
    }
  }

  @BothDatabases
  void aNodeThatStartsLaterServesTheSame(Database database) {
    try (Serving one = new Serving(database, "one")) {
      Delegation delegation =
          database.inTransaction(transaction -> one.service.ensureDelegation(transaction, "a.com"));
      long serial = publish(database, one, delegation, "i1", "v1");
      try (Serving two = new Serving(database, "two")) {
        two.feed.start();
        assertThat(two.zone().serial()).isEqualTo(serial);
        assertThat(two.zone().values(delegation.id())).containsExactly("v1");
      }
    }
  }

  @BothDatabases
  void aNodeThatLaggedBehindThePruningLoadsTheZoneAnew(Database database) {
    try (Serving one = new Serving(database, "one");
        Serving two = new Serving(database, "two")) {
      Delegation delegation =
          database.inTransaction(transaction -> one.service.ensureDelegation(transaction, "a.com"));
      two.feed.follow();
      publish(database, one, delegation, "i1", "v1");
      long serial = publish(database, one, delegation, "i1", "v2");
      database.useTransaction(transaction ->
          new ZoneStore().prune(transaction, Instant.now().plusSeconds(60), Instant.EPOCH));
      two.feed.follow();
      assertThat(two.zone().serial()).isEqualTo(serial);
      assertThat(two.zone().values(delegation.id())).containsExactlyInAnyOrder("v1", "v2");
    }
  }

  @BothDatabases
  void theBarrierWaitsForEveryLiveNode(Database database) throws Exception {
    try (Serving one = new Serving(database, "one");
        Serving two = new Serving(database, "two")) {
      Delegation delegation =
          database.inTransaction(transaction -> one.service.ensureDelegation(transaction, "a.com"));
      PublishBarrier barrier = new PublishBarrier(one.feed, one.node);
      long serial = publish(database, one, delegation, "i1", "v1");
      UUID zone = one.service.find().orElseThrow().id();
      assertThat(one.node.othersServe(Map.of(zone, serial))).isFalse();
      CompletableFuture<Boolean> waiting =
          CompletableFuture.supplyAsync(() -> {
            try {
              return barrier.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
      two.feed.start();
      assertThat(waiting.get(15, TimeUnit.SECONDS)).isTrue();
      assertThat(two.zone().values(delegation.id())).containsExactly("v1");
    }
  }

  @BothDatabases
  void severalZonesAreServedEachUnderItsOwnSerial(Database database) {
    try (Serving one = new Serving(database, "one");
        Serving two = new Serving(database, "two")) {
      ValidationZone first = one.service.create();
      ValidationZone other = one.service.create("other.org");
      assertThat(one.service.create("other.org").id()).isEqualTo(other.id());
      assertThat(one.service.all())
          .extracting(ValidationZone::domain)
          .containsExactly("mycluster.com", "other.org");
      Delegation there =
          database.inTransaction(
              transaction -> one.service.ensureDelegation(transaction, "a.com", other.name()));
      Delegation here =
          database.inTransaction(transaction -> one.service.ensureDelegation(transaction, "b.com"));
      assertThat(there.zone()).isEqualTo(other.name());
      assertThat(here.zone()).isEqualTo(first.name());
      publish(database, one, there, "i1", "v1");
      two.feed.follow();
      for (Serving node : List.of(one, two)) {
        assertThat(node.served(other).values(there.id())).containsExactly("v1");
        assertThat(node.served(other).serial()).isEqualTo(3);
        assertThat(node.served(first).serial()).isEqualTo(2);
        assertThat(node.served(first).hasDelegation(there.id())).isFalse();
      }
      database.useTransaction(transaction -> one.service.withdraw(transaction, "i1"));
      two.feed.follow();
      assertThat(two.served(other).values(there.id())).isEmpty();
    }
  }

  @BothDatabases
  void aDelegationStaysInItsZoneWhateverZoneIsNamedLater(Database database) {
    try (Serving one = new Serving(database, "one")) {
      ValidationZone first = one.service.create();
      ValidationZone other = one.service.create("other.org");
      Delegation made =
          database.inTransaction(transaction -> one.service.ensureDelegation(transaction, "a.com"));
      Delegation again =
          database.inTransaction(
              transaction -> one.service.ensureDelegation(transaction, "a.com", other.name()));
      assertThat(again.target()).isEqualTo(made.target()).endsWith(first.name());
      assertThatThrownBy(() ->
              database.inTransaction(
                  transaction -> one.service.ensureDelegation(transaction, "b.com", "none.org")))
          .hasMessageContaining("no validation zone none.org");
    }
  }

  @BothDatabases
  void theBarrierWaitsForANodeThatLagsInOneZoneOnly(Database database) throws Exception {
    try (Serving one = new Serving(database, "one");
        Serving two = new Serving(database, "two")) {
      ValidationZone first = one.service.create();
      ValidationZone other = one.service.create("other.org");
      two.node.serves(new LinkedHashMap<>(Map.of(first.id(), 1000L)));
      await()
          .atMost(15, TimeUnit.SECONDS)
          .until(() -> one.node.othersServe(Map.of(first.id(), 1000L)));
      assertThat(one.node.othersServe(Map.of(other.id(), 1L))).isFalse();
      assertThat(one.node.olderNodes(other.id())).containsExactly("two");
    }
  }

  @BothDatabases
  void aNodeOfTheReleaseBeforeCountsByTheFirstZonesSerial(Database database) {
    try (Serving one = new Serving(database, "one")) {
      ValidationZone first = one.service.create();
      database.useTransaction(transaction ->
          transaction
              .handle()
              .createUpdate(
                  "INSERT INTO node (id, name, started_at, heartbeat_at, serial) VALUES ('old', 'old', 1, :now, 5)")
              .bind("now", CLOCK.millis())
              .execute());
      assertThat(one.node.othersServe(Map.of(first.id(), 5L))).isTrue();
      assertThat(one.node.othersServe(Map.of(first.id(), 6L))).isFalse();
      assertThat(one.node.olderNodes(first.id())).containsExactly("old");
    }
  }

  private static long publish(
      Database database,
      Serving serving,
      Delegation delegation,
      String issuance,
      String... values) {
    return database.inTransaction(transaction ->
        serving.service.publish(
            transaction,
            issuance,
            List.of(values).stream()
                .<Map.Entry<Delegation, String>>map(
                    value -> new SimpleImmutableEntry<>(delegation, value))
                .toList(),
            CLOCK.instant().plus(Duration.ofHours(1))));
  }
}
