package dev.kalm.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.Certificate;
import dev.kalm.api.CertificateStatus;
import dev.kalm.api.DnsRecord;
import dev.kalm.api.IssuanceState;
import dev.kalm.api.Problem;
import dev.kalm.api.ProblemKind;
import dev.kalm.api.RecordStatus;
import dev.kalm.testnet.Testnet;
import dev.kalm.testnet.TestnetExtension;
import dev.kalm.testnet.Zone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What is wrong outside: the status says what and what to do, and all goes on by itself when that
 * is mended.
 */
@ExtendWith(TestnetExtension.class)
class MendingTest {
  private static final String BLOCKED = "www.blocked-domain.example";

  private Scene scene;

  @BeforeEach
  void open(Testnet box) {
    scene = Scene.open(box);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void aCnameToTheWrongPlaceIsNamedAndWaitedFor() throws Exception {
    Zone domain = scene.box.provider().freshZone();
    PebbleLog authority = PebbleLog.of(scene.box);
    Certificate wanted = scene.create("*." + domain.origin());
    scene.delegateZone(wanted);
    String name = "_acme-challenge." + domain.origin();
    domain.set("CNAME", name, "somewhere-else." + domain.origin());

    Certificate waiting =
        scene.await(
            wanted.id(),
            now ->
                record(now, "CNAME").status() == RecordStatus.WRONG
                    && now.issuance().detail().contains("CNAME record"),
            Scene.SOON);
    assertThat(waiting.status()).isEqualTo(CertificateStatus.PENDING);
    assertThat(waiting.issuance().state()).isEqualTo(IssuanceState.AWAITING_DELEGATION);
    assertThat(waiting.issuance().nextAttemptAt()).isNotNull();
    assertThat(waiting.issuance().detail()).contains(name, "somewhere-else." + domain.origin());
    assertThat(record(waiting, "CNAME").detail())
        .contains(
            "somewhere-else." + domain.origin(),
            record(wanted, "CNAME").value(),
            "change the CNAME");
    assertThat(scene.kalm.cli("cert", "show", wanted.id()).out())
        .contains(waiting.issuance().detail());
    assertThat(authority.newOrders()).isZero();

    domain.set("CNAME", name, record(wanted, "CNAME").value());
    scene.exported(scene.awaitReady(wanted.id()));
  }

  @Test
  void aMissingDelegationOfTheZoneIsNamedAndWaitedFor() throws Exception {
    Zone domain = scene.box.provider().freshZone();
    PebbleLog authority = PebbleLog.of(scene.box);
    Certificate wanted = scene.create("*." + domain.origin());
    scene.addCnames(wanted, domain);

    Certificate waiting =
        scene.await(
            wanted.id(),
            now ->
                record(now, "NS").status() == RecordStatus.MISSING
                    && now.issuance().detail().contains("NS record"),
            Scene.SOON);
    String zone = record(wanted, "NS").name();
    assertThat(waiting.status()).isEqualTo(CertificateStatus.PENDING);
    assertThat(waiting.issuance().detail()).contains("NS record", zone);
    assertThat(record(waiting, "NS").detail()).contains("add", scene.cluster.origin());
    KalmProcess.Run check = scene.kalm.cli("zone", "check");
    assertThat(check.out()).contains("NS", "missing", zone);
    assertThat(authority.newOrders()).isZero();

    scene.delegateZone(wanted);
    scene.exported(scene.awaitReady(wanted.id()));
  }

  @Test
  void aNameThatLeadsToADeadAddressIsNamedAndWaitedFor() throws Exception {
    Zone domain = scene.box.provider().freshZone();
    String name = "www." + domain.origin();
    String dead = scene.box.kalmAddress().getHostAddress() + "3";
    domain.set("A", name, dead);
    Certificate wanted = scene.create(name);

    Certificate waiting =
        scene.await(
            wanted.id(),
            now -> now.issuance() != null && now.issuance().detail().contains(dead),
            Scene.SOON);
    assertThat(waiting.issuance().state()).isEqualTo(IssuanceState.CONFIRMING);
    assertThat(waiting.issuance().detail()).contains(name, "port 80");
    assertThat(waiting.issuance().nextAttemptAt()).isNotNull();

    scene.leadHere(domain, name);
    scene.exported(scene.awaitReady(wanted.id()));
  }

  @Test
  void aNameThatTheAuthorityRefusesKeepsItsProblemDocument() throws Exception {
    Certificate wanted = scene.create(BLOCKED);
    Certificate failing =
        scene.await(wanted.id(), now -> now.status() == CertificateStatus.FAILING, Scene.SOON);
    Problem problem = failing.issuance().problem();
    assertThat(problem.type()).isEqualTo("urn:ietf:params:acme:error:rejectedIdentifier");
    assertThat(problem.detail()).contains("blocked-domain.example");
    assertThat(problem.kind()).isEqualTo(ProblemKind.REFUSED);
    assertThat(problem.advice()).contains("remove the name or choose another authority");
    assertThat(failing.issuance().nextAttemptAt()).isNotNull();
    assertThat(scene.kalm.cli("cert", "show", wanted.id()).out())
        .contains("rejectedIdentifier", problem.detail(), problem.advice());

    Zone domain = scene.box.provider().freshZone();
    KalmProcess.Run both = scene.kalm.cli("cert", "create", BLOCKED, domain.origin(), "--wait");
    assertThat(both.code()).isEqualTo(1);
    assertThat(both.err()).contains("rejectedIdentifier", "kalm cert show");
    assertThat(scene.kalm.cli("cert", "delete", wanted.id(), "--yes").code()).isZero();
  }

  private static DnsRecord record(Certificate certificate, String type) {
    return certificate.records().stream()
        .filter(dns -> dns.type().equals(type))
        .findFirst()
        .orElseThrow();
  }
}
