package dev.kalm.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.Certificate;
import dev.kalm.testnet.Testnet;
import dev.kalm.testnet.TestnetExtension;
import dev.kalm.testnet.Zone;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one PostgreSQL: either answers the CA for what the other began. */
@ExtendWith(TestnetExtension.class)
class TwoNodesTest {
  @TempDir Path folder;

  @Test
  void eitherNodeAnswersForTheOtherAndASecondMasterKeyIsTurnedAway(Testnet box) throws Exception {
    InetAddress one = box.kalmAddress();
    byte[] next = one.getAddress();
    next[3] += 2;
    InetAddress two = InetAddress.getByAddress(next);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
        Scene scene =
            Scene.open(
                box, settings -> onPostgresql(settings, postgres).asNode(one, List.of(one, two)))) {
      KalmSettings second =
          onPostgresql(KalmSettings.of(box, scene.cluster.origin()), postgres)
              .asNode(two, List.of(one, two));
      KalmProcess other = KalmProcess.prepare(KalmProgram.ofClassPath(), second, folder);
      assertThat(other.runToEnd()).isEqualTo(1);
      assertThat(other.log()).contains("another master key", "master.key");

      Files.copy(
          scene.kalm.data().resolve("master.key"),
          other.data().resolve("master.key"),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.COPY_ATTRIBUTES);
      other.start();
      try (other) {
        Zone domain = box.provider().freshZone();
        Certificate wanted = scene.create("*." + domain.origin(), domain.origin());
        scene.addRecords(wanted, domain);
        assertThat(wanted.records().stream().filter(dns -> dns.type().equals("NS"))).hasSize(2);
        Certificate ready = scene.awaitReady(wanted.id());
        assertThat(other.client().certificate(wanted.id()).value().version())
            .isEqualTo(ready.version());

        // The name leads to the second node alone, whichever node carries the issuance on.
        domain.set("A", "www." + domain.origin(), two.getHostAddress());
        scene.exported(scene.awaitReady(scene.create("www." + domain.origin()).id()));

        String target = scene.delegations().getFirst().target();
        assertThat(DnsAnswer.ask(new InetSocketAddress(two, 53), target, "TXT"))
            .isEqualTo(new DnsAnswer("NOERROR", List.of()));
      }
    }
  }

  private static KalmSettings onPostgresql(KalmSettings settings, EmbeddedPostgres postgres) {
    String url = "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
    return settings.withPostgresql(url, "postgres", "postgres");
  }
}
