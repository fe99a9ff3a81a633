package dev.kalm.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.Certificate;
import dev.kalm.api.CertificateStatus;
import dev.kalm.api.Changed;
import dev.kalm.api.Flow;
import dev.kalm.api.IssuanceState;
import dev.kalm.api.LoggedQuery;
import dev.kalm.api.RecordStatus;
import dev.kalm.api.ValidationZone;
import dev.kalm.api.ZoneStatus;
import dev.kalm.testnet.Testnet;
import dev.kalm.testnet.TestnetExtension;
import dev.kalm.testnet.Zone;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an open page sees without asking. */
@ExtendWith(TestnetExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamTest {
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
  void recordsTurnGoodAndTheCertificateIsIssuedWhileThePageIsOpen() throws Exception {
    Zone domain = scene.box.provider().freshZone();
    try (EventClient changes = EventClient.open(scene.kalm, "/stream")) {
      Certificate wanted = scene.create("*." + domain.origin());
      changes.await("changed", Changed.class, change -> !change.kinds().isEmpty());

      try (EventClient page =
              EventClient.open(scene.kalm, "/certificates/" + wanted.id() + "/stream");
          EventClient zone = EventClient.open(scene.kalm, "/zone/stream")) {
        page.await(
            "certificate",
            Certificate.class,
            shown ->
                shown.records().stream()
                    .allMatch(dns -> dns.checkedAt() != null && dns.status() != RecordStatus.OK));
        zone.await("zone", ValidationZone.class, shown -> shown.status() == ZoneStatus.UNREACHABLE);

        scene.addRecords(wanted, domain);
        page.await(
            "certificate",
            Certificate.class,
            shown -> shown.records().stream().allMatch(dns -> dns.status() == RecordStatus.OK));
        zone.await("zone", ValidationZone.class, shown -> shown.status() == ZoneStatus.READY);
        page.await("flow", Flow.class, flow -> flow.state() == IssuanceState.ISSUED);
        page.await(
            "certificate", Certificate.class, shown -> shown.status() == CertificateStatus.READY);
        zone.await(
            "queries",
            LoggedQuery[].class,
            queries -> List.of(queries).stream().anyMatch(query -> query.type().equals("TXT")));

        scene.client().delete(wanted.id());
        assertThat(page.ends()).isTrue();
      }
      scene.kalm.stop();
      assertThat(changes.ends()).isTrue();
    }
  }
}
