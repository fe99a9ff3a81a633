package dev.kalm.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kalm.api.Certificate;
import dev.kalm.api.CertificateStatus;
import dev.kalm.api.Delegation;
import dev.kalm.api.DnsRecord;
import dev.kalm.api.Json;
import dev.kalm.api.RecordStatus;
import dev.kalm.api.ValidationZone;
import dev.kalm.api.ZoneStatus;
import dev.kalm.testnet.Testnet;
import dev.kalm.testnet.TestnetExtension;
import dev.kalm.testnet.Zone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The main job: a wildcard and its apex by DNS-01, with every tenth nonce refused by the CA. */
@ExtendWith(TestnetExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WildcardTest {
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
  void aWildcardAndItsApexAreIssuedOnceTheRecordsAreThere() throws Exception {
    Zone domain = scene.box.provider().freshZone();
    PebbleLog authority = PebbleLog.of(scene.box);

    KalmProcess.Run create =
        scene.kalm.cli(
            "cert", "create", "*." + domain.origin(), domain.origin(), "--output", "json");
    assertThat(create.code()).as(create.err()).isZero();
    Certificate wanted = Json.mapper().readValue(create.out(), Certificate.class);
    assertThat(wanted.names()).containsExactly("*." + domain.origin(), domain.origin());
    assertThat(wanted.status()).isEqualTo(CertificateStatus.PENDING);
    assertRecordsNamed(wanted, domain);

    scene.delegateZone(wanted);
    awaitZoneReady();
    Delegation delegation = scene.client().checkDelegation(domain.origin());
    assertThat(delegation.cname().status()).isEqualTo(RecordStatus.MISSING);
    assertThat(scene.askKalm(delegation.target(), "TXT"))
        .isEqualTo(new DnsAnswer("NOERROR", List.of()));
    assertThat(scene.certificate(wanted.id()).status()).isEqualTo(CertificateStatus.PENDING);
    assertThat(authority.newOrders()).as("orders before the CNAME is there").isZero();

    scene.addCnames(wanted, domain);
    List<String> together = awaitTwoValues(delegation);
    Certificate ready = scene.awaitReady(wanted.id());

    assertThat(together).doesNotHaveDuplicates();
    assertThat(ready.issuance()).isNull();
    assertThat(ready.renewAt()).isBefore(ready.notAfter());
    assertThat(ready.records()).extracting(DnsRecord::status).containsOnly(RecordStatus.OK);
    assertThat(authority.issued()).isEqualTo(1);
    scene.exported(ready);
    scene.assertNoValuesLeft();

    renewed(ready);
  }

  /** The same delegation serves again, with nobody doing anything. */
  private void renewed(Certificate before) throws Exception {
    IssuedChain old = scene.exported(before);
    KalmProcess.Run renew =
        scene.kalm.cli("cert", "renew", before.names().getFirst(), "--wait", "--output", "json");
    assertThat(renew.code()).as(renew.output()).isZero();
    Certificate after = Json.mapper().readValue(renew.out(), Certificate.class);
    assertThat(after.version().serial()).isNotEqualTo(before.version().serial());
    assertThat(scene.exported(after).leaf().getPublicKey()).isNotEqualTo(old.leaf().getPublicKey());
    scene.assertNoValuesLeft();
  }

  private void assertRecordsNamed(Certificate wanted, Zone domain) throws Exception {
    ValidationZone zone = scene.client().zone();
    assertThat(zone.name())
        .matches("acme-[0-9a-f]{6}\\." + scene.cluster.origin().replace(".", "\\."));
    assertThat(wanted.records()).extracting(DnsRecord::type).containsExactly("NS", "A", "CNAME");
    assertThat(wanted.records()).extracting(DnsRecord::status).doesNotContain(RecordStatus.OK);
    DnsRecord ns = wanted.records().get(0);
    assertThat(ns.name()).isEqualTo(zone.name());
    assertThat(ns.value()).isEqualTo("ns." + zone.name());
    DnsRecord address = wanted.records().get(1);
    assertThat(address.name()).isEqualTo("ns." + zone.name());
    assertThat(address.value()).isEqualTo(scene.box.kalmAddress().getHostAddress());
    DnsRecord cname = wanted.records().get(2);
    assertThat(cname.name()).isEqualTo("_acme-challenge." + domain.origin());
    assertThat(cname.value()).endsWith("." + zone.name());

    String shown = scene.kalm.cli("cert", "show", wanted.id()).out();
    assertThat(shown).contains(ns.value(), address.value(), cname.name(), cname.value());
    assertThat(scene.kalm.cli("zone", "show").out())
        .contains(zone.name(), ns.value(), address.value());
    assertThat(scene.kalm.cli("delegation", "show", domain.origin()).out())
        .contains(cname.name(), cname.value());
    assertThat(scene.kalm.cli("delegation", "list").out()).contains(domain.origin(), cname.value());
  }

  private void awaitZoneReady() {
    await()
        .atMost(Scene.SOON)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () -> assertThat(scene.client().checkZone().status()).isEqualTo(ZoneStatus.READY));
  }

  /** Apex and wildcard are two authorizations, proven at one name (RFC 8555 section 8.4). */
  private List<String> awaitTwoValues(Delegation delegation) {
    List<String> values = new ArrayList<>();
    await()
        .atMost(Scene.SOON)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> {
          values.clear();
          values.addAll(scene.askKalm(delegation.target(), "TXT").values());
          return values.size() == 2;
        });
    return values;
  }
}
