package dev.kalm.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.Certificate;
import dev.kalm.testnet.Testnet;
import dev.kalm.testnet.TestnetSettings;
import dev.kalm.testnet.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Certificates that live for half a minute are kept fresh with nobody looking, also after a
 * restart.
 */
class RenewalTest {
  private static final Duration LIFETIME = Duration.ofSeconds(30);

  @Test
  void certificatesAreRenewedByThemselvesInTime() throws Exception {
    TestnetSettings shortLived = TestnetSettings.defaults().withCertificateLifetime(LIFETIME);
    try (Testnet box = Testnet.start(shortLived);
        Scene scene = Scene.open(box)) {
      Zone domain = box.provider().freshZone();
      String wildcard = "*." + domain.origin();
      Certificate wanted = scene.create(wildcard, domain.origin());
      scene.addRecords(wanted, domain);
      scene.leadHere(domain, "www." + domain.origin());
      Certificate first = scene.awaitReady(wanted.id());
      Certificate ordinary = scene.awaitReady(scene.create("www." + domain.origin()).id());

      Instant renewAt = first.renewAt();
      assertThat(renewAt).isBetween(first.version().notBefore(), first.version().notAfter());
      for (Certificate before : List.of(first, ordinary)) {
        Certificate renewed = awaitNext(scene, before);
        assertThat(renewed.version().notBefore()).isBefore(before.version().notAfter());
        assertThat(renewed.records()).isEqualTo(before.records());
      }

      Certificate second = scene.certificate(first.id());
      scene.kalm.restart();
      awaitNext(scene, second);
    }
  }

  private static Certificate awaitNext(Scene scene, Certificate before) throws Exception {
    String serial = before.version().serial();
    return scene.await(
        before.id(),
        now -> Scene.isReady(now) && !now.version().serial().equals(serial),
        LIFETIME.plus(Scene.SOON));
  }
}
