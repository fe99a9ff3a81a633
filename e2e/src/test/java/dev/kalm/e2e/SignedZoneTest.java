package dev.kalm.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kalm.api.Certificate;
import dev.kalm.api.CertificateStatus;
import dev.kalm.api.CreateZone;
import dev.kalm.api.Delegation;
import dev.kalm.api.DnsRecord;
import dev.kalm.api.Json;
import dev.kalm.api.LoggedQuery;
import dev.kalm.api.RecordStatus;
import dev.kalm.api.SigningStatus;
import dev.kalm.api.ValidationZone;
import dev.kalm.testnet.Testnet;
import dev.kalm.testnet.TestnetSettings;
import dev.kalm.testnet.Zone;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A user signs the validation zone, in an internet where everything is signed and validated. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignedZoneTest {
  private Testnet box;
  private Scene scene;

  @BeforeAll
  void open() {
    assumeTrue(Testnet.canSignNames(), "skipped: ldns's tools, which sign the box, are not here");
    box = Testnet.start(TestnetSettings.defaults().withSignedNames());
    scene = Scene.open(box);
  }

  @AfterAll
  void close() {
    if (scene != null) {
      scene.close();
    }
    if (box != null) {
      box.close();
    }
  }

  @Test
  void aWildcardIsIssuedThroughTheSignedZoneOnceTheParentHasItsDsRecord() throws Exception {
    ValidationZone zone = scene.client().createZone(new CreateZone(null));
    for (DnsRecord dns : zone.records()) {
      scene.cluster.set(dns.type(), dns.name(), dns.value());
    }
    KalmProcess.Run sign = scene.kalm.cli("zone", "sign", zone.name(), "--output", "json");
    assertThat(sign.code()).as(sign.output()).isZero();
    DnsRecord ds = ds(Json.mapper().readValue(sign.out(), ValidationZone.class));
    assertThat(ds.status()).isEqualTo(RecordStatus.MISSING);

    // Before anybody has done anything at the parent: no rollover, and no harm.
    KalmProcess.Run early = scene.kalm.cli("zone", "rollover");
    assertThat(early.code()).isEqualTo(1);
    assertThat(early.err()).contains("has none", "What to do: ");
    issued();

    scene.cluster.set("DS", ds.name(), ds.value());
    awaitStatus(SigningStatus.SECURE);
    issued();
    assertThat(scene.kalm.cli("zone", "show").out()).contains("signed     secure");

    KalmProcess.Run rollover = scene.kalm.cli("zone", "rollover");
    assertThat(rollover.code()).as(rollover.output()).isZero();
    assertThat(rollover.out()).contains("Rollover, step add-ds: add the DS record '");
    issued();
    KalmProcess.Run unsign = scene.kalm.cli("zone", "unsign", "--confirm");
    assertThat(unsign.code()).isEqualTo(1);
    assertThat(unsign.err()).contains("still has DS records");

    refusedWithAStrangersDs(ds);
  }

  /** A wildcard, by a CA whose resolver validates; and the log shows what it asked. */
  private void issued() throws Exception {
    Zone domain = box.provider().freshZone();
    Certificate wanted = scene.create("*." + domain.origin());
    scene.addCnames(wanted, domain);
    scene.exported(scene.awaitReady(wanted.id()));
    Delegation delegation = scene.client().delegation(domain.origin());
    List<LoggedQuery> queries = scene.client().queryLog(domain.origin(), 100, null).items();
    assertThat(queries)
        .anyMatch(query ->
            query.name().equalsIgnoreCase(delegation.target())
                && query.type().equals("TXT")
                && query.dnssecOk()
                && query.answers() > 0);
    assertThat(scene.kalm.cli("zone", "log", domain.origin()).out())
        .containsIgnoringCase(delegation.target())
        .contains("TXT", "NOERROR");
  }

  /** The CA would refuse: Kalm does not even ask it, and says which record is wrong. */
  private void refusedWithAStrangersDs(DnsRecord ds) throws Exception {
    scene.cluster.set("DS", ds.name(), "1 13 2 " + "AB".repeat(32));
    awaitStatus(SigningStatus.BOGUS);
    Zone domain = box.provider().freshZone();
    PebbleLog authority = PebbleLog.of(box);
    long before = authority.newOrders();
    Certificate wanted = scene.create("*." + domain.origin());
    scene.addCnames(wanted, domain);
    await()
        .atMost(Scene.SOON)
        .untilAsserted(() -> {
          scene.client().checkDelegation(domain.origin());
          assertThat(scene.certificate(wanted.id()).records())
              .anyMatch(record ->
                  record.type().equals("DS")
                      && record.status() == RecordStatus.WRONG
                      && record.detail().contains("match no key"));
        });
    assertThat(scene.certificate(wanted.id()).status()).isEqualTo(CertificateStatus.PENDING);
    assertThat(authority.newOrders()).isEqualTo(before);
    scene.cluster.set("DS", ds.name(), ds.value());
    awaitStatus(SigningStatus.SECURE);
    scene.awaitReady(wanted.id());
  }

  private void awaitStatus(SigningStatus status) {
    await()
        .atMost(Scene.SOON)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () -> assertThat(scene.client().checkZone().signing().status()).isEqualTo(status));
  }

  private static DnsRecord ds(ValidationZone zone) {
    return zone.records().stream()
        .filter(record -> record.type().equals("DS"))
        .findFirst()
        .orElseThrow();
  }
}
