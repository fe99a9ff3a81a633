package dev.kalm.cli;

import static dev.kalm.api.Examples.ID;
import static dev.kalm.api.ScriptedServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.Certificate;
import dev.kalm.api.Examples;
import dev.kalm.api.IssuanceState;
import dev.kalm.api.Json;
import dev.kalm.api.ProblemKind;
import dev.kalm.api.RecordStatus;
import dev.kalm.api.ScriptedServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WaitingTest extends CliFixture {
  private static final String GET = "GET /certificates/" + ID;
  private static final Certificate AWAITING =
      Examples.issuing(
          IssuanceState.AWAITING_DELEGATION,
          "Waiting for the CNAME.",
          Examples.cname(RecordStatus.MISSING));

  private static Certificate at(IssuanceState state) {
    return Examples.issuing(state, "Doing it.", Examples.cname(RecordStatus.OK));
  }

  private Instant in(Duration time) {
    return clock.instant().plus(time);
  }

  @Test
  void showsEachStepAndEndsWithTheCertificate() {
    server
        .on("POST /certificates", json(201, AWAITING))
        .on(
            GET,
            json(200, at(IssuanceState.ORDERING)),
            json(200, at(IssuanceState.VALIDATING)),
            json(200, Examples.ready("4f")));
    Run run = kalm("cert", "create", "*.myapp.com", "--wait");
    assertThat(run.code()).isZero();
    assertThat(run.err())
        .containsSubsequence(
            "host   _acme-challenge.myapp.com",
            "0.0s  CNAME _acme-challenge.myapp.com is missing. There is no CNAME yet.",
            "0.0s  awaiting-delegation: Waiting for the CNAME.",
            "0.0s  CNAME _acme-challenge.myapp.com is ok.",
            "0.0s  ordering: Doing it.",
            "0.0s  validating: Doing it.",
            "0.0s  issued: The certificate is installed.");
    assertThat(run.out()).contains("Certificate " + ID, "ready", "serial     4f");
    assertThat(server.requests().get(1).line())
        .startsWith(GET + "?waitFor=%22")
        .endsWith("&timeout=30");
  }

  @Test
  void aReadyCertificateWithoutAnIssuanceIsDoneToo() {
    Certificate ready = Examples.ready("4f");
    Certificate settled =
        new Certificate(
            ready.id(),
            ready.names(),
            ready.status(),
            ready.authority(),
            ready.challenge(),
            ready.keyType(),
            null,
            ready.notAfter(),
            ready.renewAt(),
            ready.version(),
            null,
            ready.records(),
            ready.createdAt(),
            ready.createdBy());
    server.on("POST /certificates", json(201, AWAITING)).on(GET, json(200, settled));
    assertThat(kalm("cert", "create", "*.myapp.com", "--wait").code()).isZero();
  }

  @Test
  void printsNothingButTheCertificateWithJson() {
    server.on("POST /certificates", json(201, AWAITING)).on(GET, json(200, Examples.ready("4f")));
    Run run = kalm("cert", "create", "*.myapp.com", "--wait", "--output", "json");
    assertThat(Json.mapper().readValue(run.out(), Certificate.class))
        .isEqualTo(Examples.ready("4f"));
  }

  @ParameterizedTest
  @EnumSource(
      value = ProblemKind.class,
      names = {"RATE_LIMITED", "USER_ACTION", "REFUSED"})
  void endsWithAProblemThatWaitingDoesNotMend(ProblemKind kind) {
    Certificate failed = Examples.failed(Examples.caProblem(kind), in(Duration.ofMinutes(1)));
    server.on("POST /certificates", json(201, AWAITING)).on(GET, json(200, failed));
    Run run = kalm("cert", "create", "*.myapp.com", "--wait", "--output", "json");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains(
            "The CA could not look up the TXT.",
            "urn:ietf:params:acme:error:dns",
            "myapp.com: SERVFAIL for _acme-challenge.myapp.com",
            "What to do: Remove the broken DS record.",
            "The next attempt starts by itself at",
            "kalm cert show " + ID);
    assertThat(Json.mapper().readValue(run.out(), Certificate.class)).isEqualTo(failed);
  }

  @Test
  void waitsOnThroughAPassingProblem() {
    server
        .on("POST /certificates", json(201, AWAITING))
        .on(
            GET,
            json(
                200,
                Examples.failed(
                    Examples.caProblem(ProblemKind.TRANSIENT), in(Duration.ofMinutes(1)))),
            json(200, at(IssuanceState.ORDERING)),
            json(200, Examples.ready("4f")));
    Run run = kalm("cert", "create", "*.myapp.com", "--wait");
    assertThat(run.code()).isZero();
    assertThat(run.err()).containsOnlyOnce("The CA could not look up the TXT.");
  }

  @Test
  void doesNotWaitForAnAttemptThatComesTooLate() {
    server
        .on("POST /certificates", json(201, AWAITING))
        .on(
            GET,
            json(
                200,
                Examples.failed(
                    Examples.caProblem(ProblemKind.TRANSIENT), in(Duration.ofMinutes(11)))));
    assertThat(kalm("cert", "create", "*.myapp.com", "--wait").code()).isEqualTo(1);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void aRenewalIsNotOverBeforeItBegan() {
    server
        .on(
            GET,
            json(200, Examples.ready("4f")),
            json(200, at(IssuanceState.ORDERING)),
            json(200, Examples.ready("50")))
        .on("POST /certificates/" + ID + "/renew", json(202, Examples.ready("4f")));
    Run run = kalm("cert", "renew", ID, "--wait");
    assertThat(run.code()).isZero();
    assertThat(run.err()).containsSubsequence("ordering: Doing it.", "issued:");
    assertThat(run.out()).contains("serial     50");
  }

  @Test
  void outlivesAServerThatIsAwayForAMoment() {
    server
        .on("POST /certificates", json(201, AWAITING))
        .on(
            GET,
            ScriptedServer.cut(),
            ScriptedServer.text(503, ""),
            json(200, Examples.ready("4f")));
    Run run = kalm("cert", "create", "*.myapp.com", "--wait");
    assertThat(run.code()).isZero();
    assertThat(run.err()).containsOnlyOnce("Trying again until the time is up.");
  }

  @Test
  void aTokenThatIsNoLongerGoodEndsTheWait() {
    server
        .on("POST /certificates", json(201, AWAITING))
        .on(GET, json(401, dev.kalm.api.Problem.of(401, "Unauthorized", "No such token.")));
    Run run = kalm("cert", "create", "*.myapp.com", "--wait");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("No such token.", "KALM_TOKEN");
  }

  @Test
  void endsWhenTheTimeIsUp() {
    clock = InstantSource.system();
    server.on("POST /certificates", json(201, AWAITING)).on(GET, json(200, AWAITING));
    Run run = kalm("cert", "create", "*.myapp.com", "--wait", "--timeout", "1s");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("Not issued within 1s.", "goes on by itself", "kalm cert show " + ID);
    // A server that does not hold its answers is not asked in a tight loop.
    assertThat(server.requests()).hasSizeLessThan(10);
  }
}
