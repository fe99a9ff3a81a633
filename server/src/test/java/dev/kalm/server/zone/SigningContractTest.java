package dev.kalm.server.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kalm.api.Denial;
import dev.kalm.api.KeyState;
import dev.kalm.api.RolloverStep;
import dev.kalm.api.SigningStatus;
import dev.kalm.api.ZoneStatus;
import dev.kalm.dns.message.Name;
import dev.kalm.dns.zone.SigningKey;
import dev.kalm.dns.zone.ZoneSigning;
import dev.kalm.dns.zone.ZoneTable;
import dev.kalm.server.check.DelegationCheck;
import dev.kalm.server.check.DnsResolver;
import dev.kalm.server.check.Looks;
import dev.kalm.server.check.NameServerFake;
import dev.kalm.server.check.ZoneCheck;
import dev.kalm.server.database.BothDatabases;
import dev.kalm.server.database.Database;
import dev.kalm.server.key.MasterKey;
import dev.kalm.server.key.Sealer;
import dev.kalm.server.node.Node;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Signing and rollovers with a parent zone on two name servers, and a clock moved by hand. */
class SigningContractTest {
  private static final Duration DS_TTL = Duration.ofHours(1);
  private static final MasterKey KEY =
      MasterKey.loadOrCreate(
          Path.of("unused"),
          Map.of(MasterKey.VARIABLE, Base64.getEncoder().encodeToString(new byte[32])));
  private static final Sealer SEALER = new Sealer(KEY);

  private volatile Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private final InstantSource clock = () -> now;
  private NameServerFake parent;
  private NameServerFake second;
  private NameServerFake recursor;

  @BeforeEach
  void start() throws Exception {
    parent = new NameServerFake("127.0.43.1", 0, "mycluster.com", true);
    second = new NameServerFake("127.0.43.2", parent.port(), "mycluster.com", true);
    recursor = new NameServerFake("127.0.43.53", 0, ".", true);
    recursor.recursive();
    recursor
        .with("mycluster.com", 5, "NS", "ns1.provider.net.")
        .with("mycluster.com", 5, "NS", "ns2.provider.net.")
        .with("ns1.provider.net", 5, "A", "127.0.43.1")
        .with("ns2.provider.net", 5, "A", "127.0.43.2");
    for (NameServerFake server : List.of(parent, second)) {
      server.with("mycluster.com", 5, "SOA", "ns1.provider.net. a.mycluster.com. 1 60 60 60 1");
    }
  }

  @AfterEach
  void stop() throws Exception {
    for (NameServerFake server : List.of(parent, second, recursor)) {
      server.close();
    }
  }

  /** One node. */
  private final class Serving implements AutoCloseable {
    final Node node;
    final ZoneTable zones = new ZoneTable();
    final ZoneFeed feed;
    final ZoneService service;
    final SigningService signing;
    final ZoneView view;

    Serving(Database database, String id) {
      ClusterAddresses cluster =
          new ClusterAddresses(
              Optional.of("mycluster.com"), List.of(InetAddress.ofLiteral("127.0.43.3")));
      node = new Node(database, id, id, clock);
      feed =
          new ZoneFeed(
              database,
              zones,
              new ZoneSettingsSource(() -> cluster, Duration.ofSeconds(1), SEALER),
              node,
              clock);
      DnsResolver resolver =
          new DnsResolver(List.of(recursor.socketAddress()), Duration.ofMillis(500));
      service =
          new ZoneService(
              database,
              () -> cluster,
              feed,
              DerivedNames.of(KEY),
              new Looks(
                  new ZoneCheck(resolver, parent.port(), Duration.ofSeconds(5)),
                  new DelegationCheck(resolver)),
              clock);
      signing =
          new SigningService(
              database, service, new PublishBarrier(feed, node), node, SEALER, clock);
      view = new ZoneView(service, clock);
    }

    ValidationZone zone() {
      return service.find().orElseThrow();
    }

    dev.kalm.api.ValidationZone shown() {
      return view.of(zone());
    }

    SignedZone signed() {
      return service.signed(zone()).orElseThrow();
    }

    /** What its DNS server signs with. */
    Optional<ZoneSigning> served() {
      return zones.zone(Name.parse(zone().name())).orElseThrow().settings().signing();
    }

    SigningService.RefusedException refusal() {
      return catchThrowableOfType(
          SigningService.RefusedException.class, () -> signing.rollOver(zone()));
    }

    @Override
    public void close() {
      feed.close();
      node.close();
    }
  }

  private Serving signedZone(Database database) {
    Serving one = new Serving(database, "one");
    one.service.create();
    one.signing.sign(one.zone(), null);
    return one;
  }

  private void atParents(String zone, String... ds) {
    at(parent, zone, ds);
    at(second, zone, ds);
  }

  private static void at(NameServerFake server, String zone, String... ds) {
    server.without(zone, "DS");
    for (String data : ds) {
      server.with(zone, (int) DS_TTL.toSeconds(), "DS", data);
    }
  }

  @BothDatabases
  void signingMakesOneKeyOnEveryNodeAndShowsItsDsRecord(Database database) {
    try (Serving one = signedZone(database);
        Serving two = new Serving(database, "two")) {
      two.feed.start();
      assertThat(one.served()).isPresent().isEqualTo(two.served());
      SigningKey key = two.served().orElseThrow().keys().getFirst();
      assertThat(key.signs() && key.inCds()).isTrue();
      String ds = key.key().ds(Name.parse(one.zone().name())).toString();
      assertThat(one.signed().wanted()).containsExactly(ds);

      two.signing.sign(two.zone(), null);
      assertThat(two.served()).isEqualTo(one.served());
      assertThat(two.signed()).isEqualTo(one.signed());
      assertThat(one.shown().records())
          .anyMatch(record ->
              record.type().equals("DS")
                  && record.value().equals(ds)
                  && record.name().equals(one.zone().name())
                  && record.status() == dev.kalm.api.RecordStatus.MISSING);
      assertThat(one.shown().signing().status()).isEqualTo(SigningStatus.INSECURE);

      atParents(one.zone().name(), ds);
      one.service.check(one.zone());
      assertThat(one.shown().signing().status()).isEqualTo(SigningStatus.SECURE);
      one.signing.sign(one.zone(), Denial.NSEC);
      assertThat(two.served().orElseThrow().denial()).isEqualTo(dev.kalm.dns.zone.Denial.NSEC);
      assertThat(two.served().orElseThrow().keys()).containsExactly(key);
    }
  }

  @BothDatabases
  void theKeyIsStoredSealed(Database database) {
    try (Serving one = signedZone(database)) {
      byte[] secret = one.served().orElseThrow().keys().getFirst().key().privateKey();
      UUID zoneId = one.zone().id();
      List<SigningStore.SealedKey> stored =
          database.read(handle -> new SigningStore().sealedKeys(handle, zoneId));
      assertThat(stored).hasSize(1);
      String sealed =
          new String(stored.getFirst().sealed(), java.nio.charset.StandardCharsets.ISO_8859_1);
      assertThat(sealed)
          .doesNotContain(new String(secret, java.nio.charset.StandardCharsets.ISO_8859_1));
      assertThat(SEALER.unseal(stored.getFirst().sealed(), "zone_key:" + stored.getFirst().id()))
          .isEqualTo(secret);
    }
  }

  @BothDatabases
  void aRolloverGoesStepByStepAndOnlyWhenTheParentAndTheCachesAllowIt(Database database) {
    try (Serving one = signedZone(database);
        Serving two = new Serving(database, "two")) {
      two.feed.start();
      String zone = one.zone().name();
      String old = one.signed().wanted().getFirst();

      // Nothing to roll over before the parent knows the key.
      SigningService.RefusedException early = one.refusal();
      assertThat(early.getMessage())
          .contains(
              "ns1.provider.net (127.0.43.1) has none, ns2.provider.net (127.0.43.2) has none");
      assertThat(early.advice()).contains("'" + old + "'");
      assertThat(one.signed().step()).isNull();

      atParents(zone, old);
      one.signing.rollOver(one.zone());
      assertThat(one.signed().step()).isEqualTo(RolloverStep.ADD_DS);
      String fresh = one.signed().key(KeyState.INCOMING).orElseThrow().ds();
      assertThat(keys(two)).containsExactly(tag(old) + " signs cds", tag(fresh) + " cds");
      assertThat(one.shown().signing().rollover().detail())
          .contains("add the DS record '" + fresh + "' at mycluster.com, beside");

      // Not yet at all servers of the parent.
      at(parent, zone, old, fresh);
      SigningService.RefusedException half = two.refusal();
      assertThat(half.getMessage())
          .contains(tag(old) + " and " + tag(fresh))
          .contains("ns2.provider.net (127.0.43.2) has " + tag(old));
      assertThat(half.advice()).contains("add the DS record");

      // At all of them; caches may have what was before, for as long as its TTL says.
      atParents(zone, old, fresh);
      Instant seen = now;
      assertThat(one.refusal().advice())
          .isEqualTo("ask again at " + seen.plus(DS_TTL) + " or later");
      assertThat(one.shown().signing().rollover().detail()).contains(seen.plus(DS_TTL).toString());
      now = seen.plus(DS_TTL).minusMillis(1);
      assertThat(one.refusal()).isNotNull();
      assertThat(one.signed().step()).isEqualTo(RolloverStep.ADD_DS);
      now = seen.plus(DS_TTL);
      two.signing.rollOver(two.zone());
      assertThat(one.signed().step()).isEqualTo(RolloverStep.REMOVE_DS);
      one.feed.follow();
      assertThat(keys(one)).containsExactly(tag(fresh) + " signs cds", tag(old) + "");
      assertThat(one.shown().signing().rollover().detail())
          .contains("delete the DS record of the old key (" + tag(old) + ")");

      // The old one has to leave the parent, and then the caches.
      assertThat(one.refusal().getMessage()).contains("has " + both(old, fresh));
      atParents(zone, fresh);
      Instant gone = now;
      assertThat(one.refusal().advice()).contains(gone.plus(DS_TTL).toString());
      now = gone.plus(DS_TTL);
      one.signing.rollOver(one.zone());
      assertThat(one.signed().step()).isNull();
      assertThat(keys(one)).containsExactly(tag(fresh) + " signs cds");
      assertThat(one.shown().signing().rollover()).isNull();
      one.service.check(one.zone());
      assertThat(one.shown().signing().status()).isEqualTo(SigningStatus.SECURE);
    }
  }

  @BothDatabases
  void aDsRecordThatVanishesMeanwhileStartsTheWaitAnew(Database database) {
    try (Serving one = signedZone(database)) {
      String zone = one.zone().name();
      String old = one.signed().wanted().getFirst();
      atParents(zone, old);
      one.signing.rollOver(one.zone());
      String fresh = one.signed().key(KeyState.INCOMING).orElseThrow().ds();
      atParents(zone, old, fresh);
      one.refusal();
      Instant first = now;
      now = first.plusSeconds(60);
      at(second, zone, old);
      one.service.check(one.zone());
      atParents(zone, old, fresh);
      now = first.plusSeconds(120);
      one.service.check(one.zone());
      now = first.plus(DS_TTL);
      assertThat(one.refusal().advice()).contains(first.plusSeconds(120).plus(DS_TTL).toString());
      // A server that is silent refutes nothing, but lets nothing go on.
      now = first.plusSeconds(120).plus(DS_TTL);
      second.fail(_ -> null);
      assertThat(one.refusal().getMessage())
          .contains("could be asked", "ns2.provider.net 127.0.43.2 timed out");
      second.fail(answer -> answer);
      one.signing.rollOver(one.zone());
      assertThat(one.signed().step()).isEqualTo(RolloverStep.REMOVE_DS);
    }
  }

  @BothDatabases
  void ofTwoThatTakeTheSameStepOneDoes(Database database) {
    try (Serving one = signedZone(database);
        Serving two = new Serving(database, "two")) {
      two.feed.start();
      atParents(one.zone().name(), one.signed().wanted().getFirst());
      List<CompletableFuture<SigningService.RefusedException>> calls =
          List.of(
              CompletableFuture.supplyAsync(one::refusal),
              CompletableFuture.supplyAsync(two::refusal));
      assertThat(calls.stream().map(CompletableFuture::join).filter(refused -> refused == null))
          .hasSize(1);
      assertThat(one.signed().keys()).hasSize(2);
      assertThat(one.signed().step()).isEqualTo(RolloverStep.ADD_DS);
    }
  }

  @BothDatabases
  void aZoneKeepsItsKeysWhileTheParentOrACacheHasADsRecord(Database database) {
    try (Serving one = signedZone(database)) {
      String zone = one.zone().name();
      atParents(zone, one.signed().wanted().getFirst());
      SigningService.RefusedException refused = unsigning(one);
      assertThat(refused.getMessage()).contains("still has DS records", "ns1.provider.net");
      assertThat(one.served()).isPresent();
      atParents(zone);
      Instant gone = now;
      assertThat(unsigning(one).advice()).contains(gone.plus(DS_TTL).toString());
      now = gone.plus(DS_TTL);
      assertThat(unsigning(one)).isNull();
      assertThat(one.served()).isEmpty();
      assertThat(one.shown().signing()).isNull();
      assertThat(one.shown().records()).noneMatch(record -> record.type().equals("DS"));
      UUID zoneId = one.zone().id();
      List<SigningStore.SealedKey> left =
          database.read(handle -> new SigningStore().sealedKeys(handle, zoneId));
      assertThat(left).isEmpty();
      assertThat(unsigning(one)).isNull();

      atParents(zone, "1 13 2 " + "AB".repeat(32));
      one.service.check(one.zone());
      assertThat(one.shown().status()).isEqualTo(ZoneStatus.UNREACHABLE);
      assertThat(one.shown().records())
          .anyMatch(record ->
              record.type().equals("DS") && record.status() == dev.kalm.api.RecordStatus.WRONG);
    }
  }

  @BothDatabases
  void aNodeOfTheReleaseBeforeKeepsTheZoneUnsigned(Database database) {
    try (Serving one = new Serving(database, "one")) {
      one.service.create();
      database.useTransaction(transaction ->
          transaction
              .handle()
              .createUpdate(
                  "INSERT INTO node (id, name, started_at, heartbeat_at, serial) VALUES ('old', 'old-host', 1, :now, 5)")
              .bind("now", now.toEpochMilli())
              .execute());
      SigningService.RefusedException refused =
          catchThrowableOfType(
              SigningService.RefusedException.class, () -> one.signing.sign(one.zone(), null));
      assertThat(refused).hasMessageContaining("the node old-host runs an older Kalm");
      assertThat(one.service.signed(one.zone())).isEmpty();
    }
  }

  private static SigningService.RefusedException unsigning(Serving serving) {
    return catchThrowableOfType(
        SigningService.RefusedException.class, () -> serving.signing.unsign(serving.zone()));
  }

  private static List<String> keys(Serving serving) {
    return serving.served().orElseThrow().keys().stream()
        .map(key -> key.key().tag() + (key.signs() ? " signs" : "") + (key.inCds() ? " cds" : ""))
        .toList();
  }

  private static int tag(String ds) {
    return Integer.parseInt(ds.substring(0, ds.indexOf(' ')));
  }

  /** As sentences have them: by number. */
  private static String both(String one, String other) {
    return Math.min(tag(one), tag(other)) + " and " + Math.max(tag(one), tag(other));
  }
}
