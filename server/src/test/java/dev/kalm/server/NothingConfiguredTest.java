package dev.kalm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kalm.api.Certificate;
import dev.kalm.api.CertificateStatus;
import dev.kalm.api.ClusterFindings.Finding;
import dev.kalm.api.CreateCertificate;
import dev.kalm.api.Endpoint;
import dev.kalm.api.KalmClient;
import dev.kalm.api.KalmException;
import dev.kalm.api.MissingSetting;
import dev.kalm.api.ProbeAuthority;
import dev.kalm.api.RecordStatus;
import dev.kalm.api.SetAuthority;
import dev.kalm.api.SetCluster;
import dev.kalm.api.SetResolver;
import dev.kalm.api.SettingSource;
import dev.kalm.server.config.ConfigLoader;
import dev.kalm.server.config.KalmConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service with nothing but ports configured, which its tests cannot share. */
class NothingConfiguredTest {
  private static final Map<String, String> PORTS =
      Map.of(
          "KALM_LISTEN_DNS", "127.0.0.1:0",
          "KALM_LISTEN_HTTP", "127.0.0.1:0",
          "KALM_LISTEN_API", "127.0.0.1:0");

  @TempDir Path data;
  private Server server;
  private KalmClient client;

  @BeforeEach
  void start() throws Exception {
    KalmConfig config = ConfigLoader.load(Optional.empty(), Optional.of(data), PORTS);
    server = Server.start(config, Map.of(), InstantSource.system());
    client =
        new KalmClient(
            new Endpoint(
                server.url(),
                Files.readString(data.resolve("admin.token")).strip(),
                Files.readString(data.resolve("api.pem"))));
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private static String refusal(ThrowingCallable call) {
    return catchThrowableOfType(KalmException.class, call).problem().summary();
  }

  @Test
  void startsAndSaysWhatIsMissingAndWhereToSetIt() throws Exception {
    assertThat(client.settings().missing())
        .containsExactly(
            MissingSetting.ADMINISTRATOR, MissingSetting.CLUSTER, MissingSetting.AUTHORITY);
    assertThat(server.setupLink()).isPresent();
    assertThat(refusal(() -> client.createCertificate(CreateCertificate.of("*.myapp.com"))))
        .contains("web interface under Settings", "kalm settings cluster");
  }

  @Test
  void aWildcardIsAcceptedOnceTheClusterIsSetAndItsZoneServed() throws Exception {
    client.setResolver(new SetResolver(List.of("127.0.0.1:1")));
    client.setCluster(new SetCluster("mycluster.com", List.of("192.0.2.1")));
    Certificate wanted = client.createCertificate(CreateCertificate.of("*.myapp.com")).value();

    assertThat(wanted.status()).isEqualTo(CertificateStatus.PENDING);
    assertThat(wanted.authority()).isEqualTo("letsencrypt");
    assertThat(client.zone().name()).endsWith(".mycluster.com");
    long serial = client.zone().serial();

    client.setCluster(new SetCluster("mycluster.com", List.of("192.0.2.7")));

    assertThat(client.zone().serial()).isEqualTo(serial + 1);
    assertThat(client.zone().nameServers().getFirst().addresses()).containsExactly("192.0.2.7");
    assertThat(client.certificate(wanted.id()).value().records())
        .anySatisfy(record -> assertThat(record.value()).isEqualTo("192.0.2.7"));
  }

  @Test
  void looksAtItsOwnPlaceBeforeItIsSet() throws Exception {
    client.setResolver(new SetResolver(List.of("127.0.0.1:1")));

    assertThat(
            client.checkCluster(new SetCluster("mycluster.com", List.of("127.0.0.1"))).findings())
        .extracting(Finding::status)
        .startsWith(RecordStatus.UNKNOWN, RecordStatus.WRONG);
    assertThat(client.settings().cluster().source()).isEqualTo(SettingSource.NONE);
    assertThat(client.detectCluster().addresses()).isNotNull();
    assertThat(refusal(() -> client.checkCluster(new SetCluster(null, List.of("x")))))
        .contains("give the domain", "\"x\" is no IP address");
  }

  @Test
  void saysWhyADirectoryCannotBeRead() throws Exception {
    String own = server.url() + "/api/v1/health";
    String trust = Files.readString(data.resolve("api.pem"));

    assertThat(refusal(() -> client.probeAuthority(new ProbeAuthority(own, null))))
        .contains("its certificate is not trusted");
    assertThat(refusal(() -> client.probeAuthority(new ProbeAuthority(own, trust))))
        .contains("what it answers is no ACME directory");
    assertThat(refusal(() -> client.probeAuthority(new ProbeAuthority(server.url() + "/x", trust))))
        .contains("it answers 404");
    assertThat(
            refusal(() -> client.probeAuthority(new ProbeAuthority("https://127.0.0.1:1/", null))))
        .contains("it cannot be reached");
    assertThat(refusal(() -> client.probeAuthority(new ProbeAuthority("http://a.com", "no PEM"))))
        .contains("is no https URL", "this is no PEM");
  }

  @Test
  void anAuthorityIsUsedFromThenOn() throws Exception {
    client.setAuthority(
        "mine", new SetAuthority("https://127.0.0.1:1/dir", null, true, null, null, true));
    Certificate wanted = client.createCertificate(CreateCertificate.of("www.myapp.com")).value();

    assertThat(wanted.authority()).isEqualTo("mine");
    assertThat(refusal(() -> client.deleteAuthority("mine"))).startsWith("1 certificate is of");
  }
}
