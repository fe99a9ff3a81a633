package dev.kalm.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.Certificate;
import dev.kalm.api.ChallengeType;
import dev.kalm.api.CreateCertificate;
import dev.kalm.api.DnsRecord;
import dev.kalm.api.Json;
import dev.kalm.api.KeyType;
import dev.kalm.testnet.Testnet;
import dev.kalm.testnet.TestnetExtension;
import dev.kalm.testnet.Zone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Certificates without a wildcard, small and as large as they come. */
@ExtendWith(TestnetExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrdinaryNamesTest {
  private static final int ZONES = 5;
  private static final int HOSTS = 10;
  private static final Duration LARGE = Duration.ofSeconds(90);

  private Scene scene;

  @BeforeAll
  void open(Testnet box) {
    scene = Scene.open(box);
  }

  @AfterAll
  void close() {
    scene.close();
  }

  @Test
  void anOrdinaryNameIsProvenOverHttpAndRenewedWithANewKey() throws Exception {
    Zone domain = scene.box.provider().freshZone();
    String name = "www." + domain.origin();
    scene.leadHere(domain, name);

    KalmProcess.Run create = scene.kalm.cli("cert", "create", name, "--wait", "--output", "json");
    assertThat(create.code()).as(create.output()).isZero();
    Certificate first = Json.mapper().readValue(create.out(), Certificate.class);
    assertThat(first.challenge()).isEqualTo(ChallengeType.HTTP_01);
    assertThat(first.records()).isEmpty();
    IssuedChain old = scene.exported(first);

    KalmProcess.Run renew =
        scene.kalm.cli("cert", "renew", first.id(), "--wait", "--output", "json");
    assertThat(renew.code()).as(renew.output()).isZero();
    Certificate second = Json.mapper().readValue(renew.out(), Certificate.class);
    IssuedChain fresh = scene.exported(second);
    assertThat(fresh.leaf().getSerialNumber()).isNotEqualTo(old.leaf().getSerialNumber());
    assertThat(fresh.leaf().getPublicKey()).isNotEqualTo(old.leaf().getPublicKey());
  }

  @Test
  void anOrdinaryNameIsProvenByDnsWhenWished() throws Exception {
    Zone domain = scene.box.provider().freshZone();
    KalmProcess.Run create =
        scene.kalm.cli(
            "cert",
            "create",
            "mail." + domain.origin(),
            "--challenge",
            "dns-01",
            "--key",
            "rsa-2048",
            "--output",
            "json");
    assertThat(create.code()).as(create.output()).isZero();
    Certificate wanted = Json.mapper().readValue(create.out(), Certificate.class);
    assertThat(wanted.records())
        .extracting(DnsRecord::name)
        .contains("_acme-challenge.mail." + domain.origin());
    scene.addRecords(wanted, domain);
    Certificate ready = scene.awaitReady(wanted.id());
    assertThat(ready.keyType()).isEqualTo(KeyType.RSA_2048);
    assertThat(scene.exported(ready).leaf().getPublicKey().getAlgorithm()).isEqualTo("RSA");
    scene.assertNoValuesLeft();
  }

  @Test
  void aHundredNamesOfFiveDomainsFitIntoOneCertificate() throws Exception {
    List<Zone> zones = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int zone = 0; zone < ZONES; zone++) {
      zones.add(scene.box.provider().freshZone());
      for (int host = 0; host < HOSTS; host++) {
        String name = "host" + host + "." + zones.getLast().origin();
        names.add("*." + name);
        names.add(name);
      }
    }
    assertThat(names).hasSize(100);
    Certificate wanted =
        scene
            .client()
            .createCertificate(new CreateCertificate(names, null, null, null, null))
            .value();
    scene.addRecords(wanted, zones.toArray(Zone[]::new));
    Certificate ready = scene.await(wanted.id(), Scene::isReady, LARGE);
    assertThat(ready.names()).containsExactlyElementsOf(names);
    scene.exported(ready);
    scene.assertNoValuesLeft();
  }

  @Test
  void anExportHasTheFilesAndModesThatServersExpect(@TempDir Path out) throws Exception {
    Zone domain = scene.box.provider().freshZone();
    scene.leadHere(domain, "files." + domain.origin());
    Certificate ready = scene.awaitReady(scene.create("files." + domain.origin()).id());

    Path pem = out.resolve("pem");
    assertThat(scene.kalm.cli("cert", "export", ready.id(), "--out", pem.toString()).code())
        .isZero();
    assertThat(modes(pem))
        .isEqualTo(
            Map.of(
                "privkey.pem", "rw-------",
                "cert.pem", "rw-r--r--",
                "chain.pem", "rw-r--r--",
                "fullchain.pem", "rw-r--r--"));
    assertThat(Files.readString(pem.resolve("fullchain.pem")))
        .isEqualTo(
            Files.readString(pem.resolve("cert.pem")) + Files.readString(pem.resolve("chain.pem")));

    for (String format : List.of("p12", "jks")) {
      Path folder = out.resolve(format);
      KalmProcess.Run run =
          scene.kalm.cli(
              "cert", "export", ready.id(), "--format", format, "--out", folder.toString());
      assertThat(run.code()).as(run.output()).isZero();
      assertThat(modes(folder).values()).containsOnly("rw-------");
      char[] password = Files.readString(folder.resolve("keystore.password")).strip().toCharArray();
      KeyStore store =
          KeyStore.getInstance(folder.resolve("keystore." + format).toFile(), password);
      X509Certificate leaf = (X509Certificate) store.getCertificate(store.aliases().nextElement());
      assertThat(leaf.getSerialNumber().toString(16)).isEqualTo(ready.version().serial());
    }
  }

  private static Map<String, String> modes(Path folder) throws Exception {
    try (var files = Files.list(folder)) {
      return files.collect(
          Collectors.toMap(file -> file.getFileName().toString(), OrdinaryNamesTest::mode));
    }
  }

  private static String mode(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
