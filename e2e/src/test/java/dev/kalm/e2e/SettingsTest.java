package dev.kalm.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.AuthorityDirectory;
import dev.kalm.api.Certificate;
import dev.kalm.api.ClusterFindings.Finding;
import dev.kalm.api.MissingSetting;
import dev.kalm.api.ProbeAuthority;
import dev.kalm.api.RecordStatus;
import dev.kalm.api.SetCluster;
import dev.kalm.testnet.Testnet;
import dev.kalm.testnet.TestnetExtension;
import dev.kalm.testnet.Zone;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A Kalm without a file, set up by commands while it runs. */
@ExtendWith(TestnetExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettingsTest {
  private Scene scene;

  @BeforeAll
  void open(Testnet box) {
    scene = Scene.open(box, _ -> KalmSettings.withoutFile(box));
  }

  @AfterAll
  void close() {
    scene.close();
  }

  @Test
  void aWildcardIsIssuedAsSoonAsTheSettingsAreThere() throws Exception {
    String address = scene.box.kalmAddress().getHostAddress();
    assertThat(scene.client().settings().missing())
        .contains(MissingSetting.CLUSTER, MissingSetting.AUTHORITY);

    // In the box every address is a private one, and this server answers on all of its ports.
    assertThat(
            scene
                .client()
                .checkCluster(new SetCluster(scene.cluster.origin(), List.of(address)))
                .findings())
        .extracting(Finding::status)
        .containsExactly(
            RecordStatus.OK, RecordStatus.WRONG, RecordStatus.OK, RecordStatus.OK, RecordStatus.OK);
    AuthorityDirectory directory =
        scene
            .client()
            .probeAuthority(
                new ProbeAuthority(
                    scene.box.directory().toString(), Files.readString(scene.box.trustAnchor())));
    assertThat(directory.externalAccountRequired()).isFalse();
    done("settings", "cluster", "--domain", scene.cluster.origin(), "--address", address);
    done(
        "settings",
        "authority",
        "pebble",
        "--directory",
        scene.box.directory().toString(),
        "--trust",
        scene.box.trustAnchor().toString(),
        "--agree-terms");
    assertThat(scene.client().settings().missing())
        .doesNotContain(MissingSetting.CLUSTER, MissingSetting.AUTHORITY);

    Zone domain = scene.box.provider().freshZone();
    Certificate wanted = scene.create("*." + domain.origin());
    assertThat(wanted.authority()).isEqualTo("pebble");
    scene.addRecords(wanted, domain);
    scene.exported(scene.awaitReady(wanted.id()));

    scene.kalm.restart();
    assertThat(scene.client().settings().cluster().domain()).isEqualTo(scene.cluster.origin());
  }

  private void done(String... command) {
    KalmProcess.Run run = scene.kalm.cli(command);
    assertThat(run.code()).as(run.output()).isZero();
  }
}
