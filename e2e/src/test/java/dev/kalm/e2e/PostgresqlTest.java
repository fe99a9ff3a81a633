package dev.kalm.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.Certificate;
import dev.kalm.testnet.Testnet;
import dev.kalm.testnet.TestnetExtension;
import dev.kalm.testnet.Zone;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The main job with PostgreSQL, chosen by configuration alone. */
@ExtendWith(TestnetExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresqlTest {
  private EmbeddedPostgres postgres;
  private Scene scene;

  @BeforeAll
  void open(Testnet box) throws Exception {
    postgres = EmbeddedPostgres.builder().start();
    String url = "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
    scene = Scene.open(box, settings -> settings.withPostgresql(url, "postgres", "postgres"));
  }

  @AfterAll
  void close() throws Exception {
    scene.close();
    postgres.close();
  }

  @Test
  void aWildcardAndItsApexAreIssuedAndSurviveARestart() throws Exception {
    Zone domain = scene.box.provider().freshZone();
    Certificate wanted = scene.create("*." + domain.origin(), domain.origin());
    scene.addRecords(wanted, domain);
    Certificate ready = scene.awaitReady(wanted.id());
    scene.exported(ready);
    scene.assertNoValuesLeft();
    assertThat(Files.exists(scene.kalm.data().resolve("kalm.db"))).isFalse();

    scene.kalm.kill9();
    scene.kalm.start();
    assertThat(scene.certificate(wanted.id()).version()).isEqualTo(ready.version());
  }
}
