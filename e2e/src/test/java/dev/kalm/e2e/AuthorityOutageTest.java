package dev.kalm.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.Certificate;
import dev.kalm.api.CertificateStatus;
import dev.kalm.api.IssuanceState;
import dev.kalm.api.Problem;
import dev.kalm.api.ProblemKind;
import dev.kalm.testnet.Testnet;
import dev.kalm.testnet.Zone;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The CA goes away, and comes back without a memory: no account, no orders, another root. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthorityOutageTest {
  private Testnet box;
  private Scene scene;

  @BeforeAll
  void open() {
    box = Testnet.start();
    scene = Scene.open(box);
  }

  @AfterAll
  void close() {
    scene.close();
    box.close();
  }

  @Test
  void anOutageIsSaidAndOutlived() throws Exception {
    Zone domain = box.provider().freshZone();
    scene.leadHere(domain, "before." + domain.origin());
    Certificate before = scene.awaitReady(scene.create("before." + domain.origin()).id());

    box.pebble().stop();
    scene.leadHere(domain, "during." + domain.origin());
    Certificate during = scene.create("during." + domain.origin());
    Certificate failing =
        scene.await(during.id(), now -> now.status() == CertificateStatus.FAILING, Scene.SOON);
    Problem problem = failing.issuance().problem();
    assertThat(problem.kind()).isEqualTo(ProblemKind.TRANSIENT);
    assertThat(problem.summary()).contains("pebble", "during." + domain.origin());
    assertThat(problem.advice()).isNotBlank();
    assertThat(failing.issuance().nextAttemptAt()).isNotNull();

    box.pebble().start();
    scene.exported(scene.awaitReady(during.id()));
    scene.client().renew(before.id());
    String serial = before.version().serial();
    scene.exported(
        scene.await(
            before.id(),
            now -> Scene.isReady(now) && !now.version().serial().equals(serial),
            Scene.SOON));
  }

  @Test
  void anOrderThatTheAuthorityForgetsIsPlacedAgain() throws Exception {
    Zone domain = box.provider().freshZone();
    Certificate wanted = scene.create("*." + domain.origin(), domain.origin());
    scene.addRecords(wanted, domain);
    scene.await(
        wanted.id(),
        now ->
            now.issuance() != null
                && now.issuance().state().compareTo(IssuanceState.VALIDATING) >= 0,
        Duration.ofSeconds(30));
    box.pebble().stop();
    box.pebble().start();
    scene.exported(scene.awaitReady(wanted.id()));
    scene.assertNoValuesLeft();
  }
}
