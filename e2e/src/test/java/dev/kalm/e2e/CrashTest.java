package dev.kalm.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kalm.api.Certificate;
import dev.kalm.api.IssuanceState;
import dev.kalm.testnet.Testnet;
import dev.kalm.testnet.TestnetExtension;
import dev.kalm.testnet.Zone;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * kill -9 in the middle of an issuance: what was begun is ended once, and nothing is left behind.
 */
@ExtendWith(TestnetExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashTest {
  /** States of one step's length are gone before the signal arrives; these two wait for the CA. */
  private static final Set<String> SURE = Set.of("awaiting-delegation", "downloading");

  private final Set<String> resumedAt = new TreeSet<>();
  private Scene scene;

  @BeforeAll
  void open(Testnet box) {
    scene = Scene.open(box);
  }

  @AfterAll
  void close() {
    scene.close();
    assertThat(resumedAt)
        .as("states that a restart found")
        .containsAll(SURE)
        .hasSizeGreaterThan(SURE.size());
  }

  @ParameterizedTest
  @EnumSource(
      value = IssuanceState.class,
      names = {"ISSUED", "FAILED"},
      mode = EnumSource.Mode.EXCLUDE)
  void aWildcardKilledInAnyStateIsIssuedOnce(IssuanceState state) throws Exception {
    Zone domain = scene.box.provider().freshZone();
    PebbleLog authority = PebbleLog.of(scene.box);
    Certificate wanted = scene.create("*." + domain.origin(), domain.origin());
    scene.delegateZone(wanted);
    if (state == IssuanceState.AWAITING_DELEGATION) {
      kill(wanted, state);
      scene.addCnames(wanted, domain);
    } else {
      scene.addCnames(wanted, domain);
      kill(wanted, state);
    }
    scene.kalm.start();
    assertIssuedOnce(wanted, authority);
    scene.assertNoValuesLeft();
  }

  @Test
  void anOrdinaryNameKilledWhileValidatingIsIssuedOnce() throws Exception {
    Zone domain = scene.box.provider().freshZone();
    PebbleLog authority = PebbleLog.of(scene.box);
    scene.leadHere(domain, "www." + domain.origin());
    Certificate wanted = scene.create("www." + domain.origin());
    kill(wanted, IssuanceState.VALIDATING);
    scene.kalm.start();
    assertIssuedOnce(wanted, authority);
  }

  /** Kills it as soon as the stored state is this one, or has passed it. */
  private void kill(Certificate certificate, IssuanceState state) throws Exception {
    try (SqliteFile database = new SqliteFile(scene.kalm)) {
      await()
          .atMost(Scene.SOON)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> IssuanceState.of(database.state(certificate.id())).compareTo(state) >= 0);
      scene.kalm.kill9();
      resumedAt.add(database.state(certificate.id()));
    }
  }

  /**
   * A CA that was validating while nobody answered may have refused; the next try then comes after
   * a minute.
   */
  private static final Duration AFTER_A_REFUSAL = Duration.ofMinutes(2);

  private void assertIssuedOnce(Certificate certificate, PebbleLog authority) throws Exception {
    Certificate ready = scene.await(certificate.id(), Scene::isReady, AFTER_A_REFUSAL);
    try (SqliteFile database = new SqliteFile(scene.kalm)) {
      assertThat(database.versions(certificate.id())).isEqualTo(1);
    }
    assertThat(authority.issued()).as("certificates that the CA issued").isEqualTo(1);
    scene.exported(ready);
  }
}
