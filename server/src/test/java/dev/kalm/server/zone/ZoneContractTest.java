package dev.kalm.server.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kalm.dns.message.Name;
import dev.kalm.dns.zone.Zone;
import dev.kalm.dns.zone.ZoneTable;
import dev.kalm.server.check.DelegationCheck;
import dev.kalm.server.check.DnsResolver;
import dev.kalm.server.check.ZoneCheck;
import dev.kalm.server.database.BothDatabases;
import dev.kalm.server.database.Database;
import dev.kalm.server.node.Node;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.List;
import java.util.Optional;
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

  /** One node's view of the zone. */
  private static final class Serving implements AutoCloseable {
    final Node node;
    final ZoneTable zones = new ZoneTable();
    final ZoneFeed feed;
    final ZoneService service;

    Serving(Database database, String id) {
      node = new Node(database, id, id, CLOCK);
      feed = new ZoneFeed(database, zones, CLUSTER, node, CLOCK);
      DnsResolver nobody = new DnsResolver(List.of(new InetSocketAddress("127.0.0.1", 9)));
      service =
          new ZoneService(
              database, CLUSTER, feed, new ZoneCheck(nobody), new DelegationCheck(nobody), CLOCK);
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
              nowhere,
              one.feed,
              new ZoneCheck(new DnsResolver(List.of())),
              new DelegationCheck(new DnsResolver(List.of())),
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
      assertThat(one.node.othersServe(serial)).isFalse();
      CompletableFuture<Boolean> waiting =
          CompletableFuture.supplyAsync(() -> {
            try {
              return barrier.await(serial);
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
      two.feed.start();
      assertThat(waiting.get(15, TimeUnit.SECONDS)).isTrue();
      assertThat(two.zone().values(delegation.id())).containsExactly("v1");
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
                .<java.util.Map.Entry<Delegation, String>>map(
                    value -> new SimpleImmutableEntry<>(delegation, value))
                .toList(),
            CLOCK.instant().plus(Duration.ofHours(1))));
  }
}
