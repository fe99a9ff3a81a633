package dev.kalm.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kalm.api.AuthoritySetting;
import dev.kalm.api.ChallengeType;
import dev.kalm.api.MissingSetting;
import dev.kalm.api.SetAuthority;
import dev.kalm.api.SetCluster;
import dev.kalm.api.SetResolver;
import dev.kalm.api.SettingSource;
import dev.kalm.api.Settings;
import dev.kalm.dns.message.Name;
import dev.kalm.dns.zone.Zone;
import dev.kalm.dns.zone.ZoneTable;
import dev.kalm.server.certificate.Certificate;
import dev.kalm.server.certificate.CertificateStore;
import dev.kalm.server.check.DnsResolver;
import dev.kalm.server.check.Looks;
import dev.kalm.server.config.ConfigLoader;
import dev.kalm.server.config.KalmConfig;
import dev.kalm.server.database.BothDatabases;
import dev.kalm.server.database.Database;
import dev.kalm.server.key.KeyType;
import dev.kalm.server.key.MasterKey;
import dev.kalm.server.key.Sealer;
import dev.kalm.server.node.Node;
import dev.kalm.server.zone.DerivedNames;
import dev.kalm.server.zone.ValidationZone;
import dev.kalm.server.zone.ZoneFeed;
import dev.kalm.server.zone.ZoneService;
import dev.kalm.server.zone.ZoneSettingsSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What is set in the database, and how every node comes to use it. */
class SettingsContractTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final String DIRECTORY = "https://acme.mycluster.com/directory";
  private static final MasterKey KEY =
      MasterKey.loadOrCreate(
          Path.of("unused"),
          Map.of(MasterKey.VARIABLE, Base64.getEncoder().encodeToString(new byte[32])));
  private static final Sealer SEALER = new Sealer(KEY);

  /** One node. */
  private static final class Serving implements AutoCloseable {
    final Node node;
    final LiveSettings live;
    final ZoneTable zones = new ZoneTable();
    final ZoneFeed feed;
    final ZoneService zoneService;
    final SettingsService service;

    Serving(Database database, String id, Map<String, String> environment) {
      KalmConfig config =
          ConfigLoader.load(Optional.empty(), Optional.of(Path.of("unused")), environment);
      node = new Node(database, id, id, CLOCK);
      live = new LiveSettings(database, config, SEALER);
      feed =
          new ZoneFeed(
              database,
              zones,
              new ZoneSettingsSource(live::latestCluster, Duration.ofSeconds(1), SEALER),
              node,
              CLOCK);
      DnsResolver nobody = new DnsResolver(live::resolvers);
      zoneService =
          new ZoneService(
              database, live::cluster, feed, DerivedNames.of(KEY), Looks.through(nobody), CLOCK);
      service =
          new SettingsService(
              database,
              live,
              zoneService,
              (_, _) -> {},
              new SigningIn(() -> true, Optional::empty),
              CLOCK);
      live.start();
      feed.start();
    }

    Zone zone(ValidationZone zone) {
      return zones.zone(Name.parse(zone.name())).orElseThrow();
    }

    @Override
    public void close() {
      feed.close();
      live.close();
      node.close();
    }
  }

  private static SetAuthority authority(SetAuthority.ExternalAccountBinding binding) {
    return new SetAuthority(DIRECTORY, "me@myapp.com", true, null, binding, false);
  }

  private static SetAuthority.ExternalAccountBinding binding(String keyId, String key) {
    return new SetAuthority.ExternalAccountBinding(keyId, key);
  }

  @BothDatabases
  void atFirstNothingIsSetAndNobodysTermsAreAgreedTo(Database database) {
    try (Serving node = new Serving(database, "one", Map.of())) {
      Settings settings = node.service.show();

      assertThat(settings.cluster())
          .isEqualTo(new Settings.ClusterSetting(null, List.of(), SettingSource.NONE));
      assertThat(settings.resolver())
          .isEqualTo(new Settings.ResolverSetting(List.of(), SettingSource.NONE));
      assertThat(settings.authorities())
          .containsExactly(
              new AuthoritySetting(
                  "letsencrypt",
                  "https://acme-v02.api.letsencrypt.org/directory",
                  null,
                  false,
                  false,
                  null,
                  null,
                  true,
                  SettingSource.BUILT_IN,
                  0));
      assertThat(settings.missing())
          .containsExactly(MissingSetting.CLUSTER, MissingSetting.AUTHORITY);
      assertThat(node.live.areComplete()).isFalse();
    }
  }

  @BothDatabases
  void whatIsSetCountsAtOnceAndOnOtherNodesSoonAndAfterARestart(Database database) {
    try (Serving one = new Serving(database, "one", Map.of());
        Serving two = new Serving(database, "two", Map.of())) {
      one.service.setCluster(new SetCluster("MyCluster.com.", List.of("192.0.2.1", "2001:db8::1")));
      one.service.setResolver(new SetResolver(List.of("9.9.9.9", "127.0.0.1:1053")));
      one.service.setAuthority("mine", authority(binding("kid", "c2VjcmV0")));

      for (Serving node : List.of(one, two, new Serving(database, "three", Map.of()))) {
        await()
            .atMost(Duration.ofSeconds(2))
            .untilAsserted(() -> assertThat(node.live.areComplete()).isTrue());
        assertThat(node.live.cluster().domain()).contains("mycluster.com");
        assertThat(node.live.cluster().addresses()).hasSize(2);
        assertThat(node.live.resolvers())
            .extracting(Object::toString)
            .containsExactly("/9.9.9.9:53", "/127.0.0.1:1053");
        assertThat(node.live.authorities().getFirst().externalAccountBinding().orElseThrow())
            .hasFieldOrPropertyWithValue("hmacKey", "c2VjcmV0");
        if (node != one && node != two) {
          node.close();
        }
      }
      assertThat(one.service.show().missing()).isEmpty();
      assertThat(one.service.show().toString()).doesNotContain("c2VjcmV0");
    }
  }

  @BothDatabases
  void theKeyOfABindingIsSealedAndBoundToItsAuthority(Database database) {
    try (Serving node = new Serving(database, "one", Map.of())) {
      node.service.setAuthority("mine", authority(binding("kid", "c2VjcmV0")));
      byte[] sealed =
          database.read(handle ->
              handle
                  .createQuery("SELECT eab_key_sealed FROM authority WHERE name = 'mine'")
                  .mapTo(byte[].class)
                  .one());
      assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("c2VjcmV0");
      assertThat(SEALER.unseal(sealed, "authority:mine"))
          .isEqualTo("c2VjcmV0".getBytes(StandardCharsets.US_ASCII));
    }
  }

  @BothDatabases
  void aKeyThatIsNotTypedAgainIsKeptForItsIdentifierOnly(Database database) {
    try (Serving node = new Serving(database, "one", Map.of())) {
      node.service.setAuthority("mine", authority(binding("kid", "c2VjcmV0")));

      node.service.setAuthority("mine", authority(binding("kid", null)));
      assertThat(
              node.live.authorities().getFirst().externalAccountBinding().orElseThrow().hmacKey())
          .isEqualTo("c2VjcmV0");
      assertThatThrownBy(() -> node.service.setAuthority("mine", authority(binding("other", null))))
          .hasMessageContaining("give the key itself");
      node.service.setAuthority("mine", authority(null));
      assertThat(node.live.authorities().getFirst().externalAccountBinding()).isEmpty();
    }
  }

  @BothDatabases
  void nameServersMoveOnEveryNodeUnderANewSerial(Database database) {
    try (Serving one = new Serving(database, "one", Map.of());
        Serving two = new Serving(database, "two", Map.of())) {
      one.service.setCluster(new SetCluster("mycluster.com", List.of("192.0.2.1")));
      ValidationZone zone = one.zoneService.create();
      await().untilAsserted(() -> assertThat(two.zones.zone(Name.parse(zone.name()))).isPresent());
      long before = one.zone(zone).serial();

      two.service.setCluster(new SetCluster("other.com", List.of("192.0.2.7", "192.0.2.8")));

      for (Serving node : List.of(two, one)) {
        await()
            .atMost(Duration.ofSeconds(2))
            .untilAsserted(() -> assertThat(node.zone(zone).serial()).isEqualTo(before + 1));
        assertThat(node.zone(zone).settings().nameServers())
            .extracting(server -> server.addresses().getFirst().getHostAddress())
            .containsExactly("192.0.2.7", "192.0.2.8");
      }
      ValidationZone kept = two.zoneService.find().orElseThrow();
      assertThat(kept.name()).isEqualTo(zone.name());
      assertThat(two.zoneService.records(kept))
          .extracting(record -> record.type() + " " + record.value().replace(zone.name(), "Z"))
          .containsExactly("NS ns.Z", "A 192.0.2.7", "NS ns2.Z", "A 192.0.2.8");

      two.service.setCluster(new SetCluster("again.com", List.of("192.0.2.7", "192.0.2.8")));
      assertThat(two.zone(zone).serial()).isEqualTo(before + 1);
    }
  }

  @BothDatabases
  void theConfigurationGoesBeforeAndIsNotChanged(Database database) {
    try (Serving before = new Serving(database, "before", Map.of())) {
      before.service.setCluster(new SetCluster("database.com", List.of("192.0.2.1")));
      before.service.setAuthority("mine", authority(null));
      before.service.setAuthority(
          "other", new SetAuthority(DIRECTORY, null, true, null, null, true));
    }
    Map<String, String> environment =
        Map.of(
            "KALM_CLUSTER_DOMAIN", "file.com",
            "KALM_CLUSTER_ADDRESSES", "192.0.2.9",
            "KALM_RESOLVER_SERVERS", "192.0.2.53",
            "KALM_AUTHORITIES_0_NAME", "mine",
            "KALM_AUTHORITIES_0_DIRECTORY", "https://file.example/dir");
    try (Serving node = new Serving(database, "one", environment)) {
      Settings settings = node.service.show();
      assertThat(settings.cluster())
          .isEqualTo(
              new Settings.ClusterSetting("file.com", List.of("192.0.2.9"), SettingSource.FILE));
      assertThat(settings.resolver().source()).isEqualTo(SettingSource.FILE);
      assertThat(settings.authorities())
          .extracting(one -> one.name() + " " + one.source() + " " + one.isDefault())
          .containsExactly("mine file true", "other database false");

      assertThatThrownBy(
              () -> node.service.setCluster(new SetCluster("a.com", List.of("192.0.2.1"))))
          .isInstanceOf(SettingsService.ConflictException.class)
          .hasMessageContaining("cluster.domain and cluster.addresses are set");
      assertThatThrownBy(() -> node.service.setResolver(new SetResolver(List.of())))
          .hasMessageContaining("resolver.servers is set");
      assertThatThrownBy(() -> node.service.setAuthority("mine", authority(null)))
          .hasMessageContaining("authorities[0] is set");
      assertThatThrownBy(() -> node.service.deleteAuthority("mine"))
          .hasMessageContaining("authorities[0] is set");
      assertThatThrownBy(() ->
              node.service.setAuthority(
                  "other", new SetAuthority(DIRECTORY, null, true, null, null, true)))
          .hasMessageContaining("the default authority is the configuration's first");
    }
  }

  @BothDatabases
  void oneAuthorityIsTheDefaultAndTheBuiltInOneIsThereUntilItIsSet(Database database) {
    try (Serving node = new Serving(database, "one", Map.of())) {
      assertThat(names(node.service.setAuthority("mine", authority(null))))
          .containsExactly("mine", "letsencrypt");
      assertThat(
              names(
                  node.service.setAuthority(
                      "letsencrypt", new SetAuthority(DIRECTORY, null, true, null, null, true))))
          .containsExactly("letsencrypt", "mine");
      assertThat(
              names(
                  node.service.setAuthority(
                      "mine", new SetAuthority(DIRECTORY, null, true, null, null, true))))
          .containsExactly("mine", "letsencrypt");
      Settings without = node.service.deleteAuthority("letsencrypt");
      assertThat(names(without)).containsExactly("mine", "letsencrypt");
      assertThat(without.authorities().getLast().source()).isEqualTo(SettingSource.BUILT_IN);
      assertThatThrownBy(() -> node.service.deleteAuthority("letsencrypt"))
          .isInstanceOf(SettingsService.ConflictException.class);
      assertThatThrownBy(() -> node.service.deleteAuthority("nobody"))
          .isInstanceOf(SettingsService.NotFoundException.class)
          .hasMessageContaining("mine, letsencrypt");
    }
  }

  private static List<String> names(Settings settings) {
    return settings.authorities().stream().map(AuthoritySetting::name).toList();
  }

  @BothDatabases
  void anAuthorityWithCertificatesStays(Database database) {
    try (Serving node = new Serving(database, "one", Map.of())) {
      node.service.setAuthority("mine", authority(null));
      database.useTransaction(transaction ->
          new CertificateStore()
              .insert(
                  transaction,
                  new Certificate(
                      UUID.randomUUID().toString(),
                      List.of("www.myapp.com"),
                      "mine",
                      ChallengeType.HTTP_01,
                      KeyType.EC_P256,
                      Optional.empty(),
                      Instant.EPOCH,
                      null,
                      Optional.empty())));

      assertThat(node.service.show().authorities().getFirst().certificates()).isEqualTo(1);
      assertThatThrownBy(() -> node.service.deleteAuthority("mine"))
          .isInstanceOf(SettingsService.ConflictException.class)
          .hasMessageStartingWith("1 certificate is of the authority mine");
    }
  }

  @BothDatabases
  void everyMistakeIsToldAtOnceAndNothingIsSet(Database database) throws IOException {
    try (Serving node = new Serving(database, "one", Map.of())) {
      assertThatThrownBy(
              () -> node.service.setCluster(new SetCluster("-x.com", List.of("host", "0.0.0.0"))))
          .isInstanceOfSatisfying(
              Wishes.RefusedException.class,
              refused ->
                  assertThat(refused.mistakes())
                      .extracting(mistake -> mistake.pointer())
                      .containsExactly("#/domain", "#/addresses/0", "#/addresses/1"));
      assertThatThrownBy(() ->
              node.service.setAuthority(
                  "Let's",
                  new SetAuthority(
                      "http://a.example", "nobody", true, "a secret", binding("", "!"), false)))
          .isInstanceOfSatisfying(
              Wishes.RefusedException.class,
              refused ->
                  assertThat(refused.mistakes())
                      .extracting(mistake -> mistake.pointer())
                      .containsExactly(
                          "#/name",
                          "#/directory",
                          "#/email",
                          "#/trust",
                          "#/externalAccountBinding/keyId"))
          .hasMessageNotContaining("a secret");
      assertThat(node.service.show().missing()).hasSize(2);
      node.service.setAuthority(
          "own", new SetAuthority(DIRECTORY, null, false, "text before\n" + root(), null, false));
      assertThat(node.service.show().authorities().getFirst().trustAnchors()).isEqualTo(root());
      assertThat(node.service.show().missing()).containsExactly(MissingSetting.CLUSTER);
    }
  }

  private static String root() throws IOException {
    try (InputStream in = KalmConfig.class.getResourceAsStream("root.pem")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
