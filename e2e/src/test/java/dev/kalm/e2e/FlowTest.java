package dev.kalm.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.Certificate;
import dev.kalm.api.CertificateStatus;
import dev.kalm.api.ChallengeType;
import dev.kalm.api.CreateCertificate;
import dev.kalm.api.DnsHosting;
import dev.kalm.api.Flow;
import dev.kalm.api.FlowActor;
import dev.kalm.api.FlowExchange;
import dev.kalm.api.FlowStep;
import dev.kalm.api.FlowStepKey;
import dev.kalm.api.FlowStepStatus;
import dev.kalm.api.IssuanceState;
import dev.kalm.api.KeyType;
import dev.kalm.testnet.Testnet;
import dev.kalm.testnet.TestnetExtension;
import dev.kalm.testnet.Zone;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The flow as a picture: what was asked of whom, and what was answered, against a real CA. */
@ExtendWith(TestnetExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlowTest {
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
  void aWildcardsFlowHoldsTheQuestionsOfTheCaToOurDnsServer() throws Exception {
    Zone domain = scene.box.provider().freshZone();
    Certificate wanted = scene.create("*." + domain.origin(), domain.origin());
    scene.await(
        wanted.id(),
        certificate -> certificate.issuance().detail().startsWith("waiting for"),
        Scene.SOON);

    Flow waiting = scene.client().flow(wanted.id());
    assertThat(waiting.state()).isEqualTo(IssuanceState.AWAITING_DELEGATION);
    assertThat(waiting.actors())
        .extracting(FlowActor::id)
        .containsExactly("you", "provider", "kalm", "dns", "ca");
    FlowStep records = step(waiting, FlowStepKey.RECORDS);
    assertThat(records.status()).isEqualTo(FlowStepStatus.ACTIVE);
    assertThat(records.detail()).startsWith("waiting for the NS record");
    assertThat(records.exchanges())
        .anySatisfy(exchange -> {
          assertThat(exchange.asked())
              .isEqualTo("CNAME of _acme-challenge." + domain.origin() + "?");
          assertThat(exchange.to()).isEqualTo("provider");
          assertThat(exchange.ok()).isFalse();
          assertThat(exchange.subject()).isEqualTo(domain.origin());
        })
        .anySatisfy(exchange -> {
          assertThat(exchange.to()).isEqualTo("you");
          assertThat(exchange.asked()).startsWith("Please add the CNAME record");
        });
    assertThat(waiting.steps().subList(1, 9))
        .extracting(FlowStep::status)
        .containsOnly(FlowStepStatus.PENDING);

    scene.addRecords(wanted, domain);
    scene.awaitReady(wanted.id());

    Flow issued = scene.client().flow(wanted.id());
    assertThat(issued.issuance()).isEqualTo(waiting.issuance());
    assertThat(issued.challenge()).isEqualTo(ChallengeType.DNS_01);
    assertThat(issued.state()).isEqualTo(IssuanceState.ISSUED);
    assertThat(issued.finishedAt()).isAfter(issued.startedAt());
    assertThat(issued.steps()).extracting(FlowStep::key).containsExactly(FlowStepKey.values());
    assertThat(issued.steps())
        .allSatisfy(step -> {
          assertThat(step.status()).isEqualTo(FlowStepStatus.DONE);
          assertThat(step.startedAt()).isNotNull();
          assertThat(step.finishedAt()).isAfterOrEqualTo(step.startedAt());
          assertThat(step.exchanges()).isNotEmpty().hasSizeLessThanOrEqualTo(20);
        });
    List<FlowExchange> questions =
        step(issued, FlowStepKey.VALIDATE).exchanges().stream()
            .filter(exchange -> exchange.from().equals("ca") && exchange.to().equals("dns"))
            .filter(exchange -> exchange.asked().startsWith("TXT of "))
            .toList();
    String zone = scene.client().zone().name();
    assertThat(questions)
        .isNotEmpty()
        .allSatisfy(question -> {
          assertThat(question.asked()).contains("…." + zone + "? (from 127.");
          assertThat(question.answered()).isEqualTo("2 values");
          assertThat(question.ok()).isTrue();
        });
    assertThat(step(issued, FlowStepKey.ORDER).exchanges().getFirst().answered())
        .isEqualTo("2 names to prove");

    assertRenewedWithoutProof(issued, wanted.id());
  }

  /** The CA still holds the names for proven: nothing is published, nobody looks. */
  private void assertRenewedWithoutProof(Flow before, String id) throws Exception {
    scene.client().renew(id);
    scene.await(id, certificate -> certificate.issuance() == null, Scene.SOON);
    Flow renewal = scene.client().flow(id);
    assertThat(renewal.issuance()).isNotEqualTo(before.issuance());
    assertThat(renewal.state()).isEqualTo(IssuanceState.ISSUED);
    FlowStepStatus validated = step(renewal, FlowStepKey.VALIDATE).status();
    assertThat(validated).isIn(FlowStepStatus.SKIPPED, FlowStepStatus.DONE);
    assertThat(step(renewal, FlowStepKey.PUBLISH).status()).isEqualTo(validated);
  }

  @Test
  void anHttpFlowHoldsTheRequestOfTheCaToOurPort80() throws Exception {
    Zone domain = scene.box.provider().freshZone();
    Certificate wanted =
        scene
            .client()
            .createCertificate(
                new CreateCertificate(
                    List.of(domain.origin()), null, ChallengeType.HTTP_01, KeyType.EC_P256, null))
            .value();
    scene.await(
        wanted.id(),
        certificate -> certificate.issuance().state() == IssuanceState.CONFIRMING,
        Scene.SOON);
    scene.leadHere(domain, domain.origin());
    scene.client().renew(wanted.id());
    scene.awaitReady(wanted.id());

    Flow flow = scene.client().flow(wanted.id());
    assertThat(flow.actors()).extracting(FlowActor::id).containsExactly("you", "kalm", "web", "ca");
    assertThat(flow.steps())
        .extracting(FlowStep::status)
        .hasSize(8)
        .containsOnly(FlowStepStatus.DONE);
    assertThat(step(flow, FlowStepKey.VALIDATE).exchanges())
        .anySatisfy(exchange -> {
          assertThat(exchange.from()).isEqualTo("ca");
          assertThat(exchange.to()).isEqualTo("web");
          assertThat(exchange.asked()).startsWith("GET /.well-known/acme-challenge/");
        });
    assertThat(step(flow, FlowStepKey.LOOK).exchanges())
        .anySatisfy(exchange -> assertThat(exchange.ok()).isFalse())
        .anySatisfy(exchange -> assertThat(exchange.ok()).isTrue());
  }

  @Test
  void aFailedTryShowsWhichQuestionFailed() throws Exception {
    Certificate wanted = scene.create("www.blocked-domain.example");
    Certificate failed =
        scene.await(
            wanted.id(),
            certificate -> certificate.status() == CertificateStatus.FAILING,
            Scene.SOON);
    Flow flow = scene.client().flow(wanted.id());
    assertThat(flow.state()).isEqualTo(IssuanceState.FAILED);
    assertThat(flow.attempt()).isEqualTo(1);
    assertThat(flow.problem()).isEqualTo(failed.issuance().problem());
    FlowStep ended = step(flow, FlowStepKey.ORDER);
    assertThat(ended.status()).isEqualTo(FlowStepStatus.FAILED);
    assertThat(ended.detail()).isEqualTo(flow.problem().summary());
    assertThat(ended.exchanges().getLast().ok()).isFalse();
    assertThat(ended.exchanges().getLast().to()).isEqualTo("ca");
    assertThat(flow.steps().getLast().status()).isEqualTo(FlowStepStatus.PENDING);
    assertThat(scene.kalm.cli("cert", "show", wanted.id(), "--flow").out())
        .contains(ended.title() + ": failed", "→ pebble: ");
  }

  @Test
  void theZoneOfANameIsFoundThroughItsCname() throws Exception {
    Zone domain = scene.box.provider().freshZone();
    domain.add("CNAME", "_acme-challenge." + domain.origin(), "elsewhere.test");
    DnsHosting hosting = scene.client().dnsHosting("_acme-challenge." + domain.origin());
    assertThat(hosting.zone()).isEqualTo(domain.origin());
    assertThat(hosting.host()).isEqualTo("_acme-challenge");
    assertThat(hosting.nameServers()).isNotEmpty();
    assertThat(hosting.provider()).isNull();
  }

  private static FlowStep step(Flow flow, FlowStepKey key) {
    return flow.steps().stream().filter(step -> step.key() == key).findFirst().orElseThrow();
  }
}
