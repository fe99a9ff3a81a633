package dev.kalm.cli;

import static dev.kalm.api.Examples.ID;
import static dev.kalm.api.Examples.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.Certificate;
import dev.kalm.api.Examples;
import dev.kalm.api.Flow;
import dev.kalm.api.IssuanceState;
import dev.kalm.api.Json;
import dev.kalm.api.Page;
import dev.kalm.api.Problem;
import dev.kalm.api.RecordStatus;
import dev.kalm.api.ScriptedServer;
import dev.kalm.api.ScriptedServer.Request;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;

class CertTest extends CliFixture {
  private static final String PATH = "/certificates/" + ID;
  private static final Certificate WAITING =
      Examples.issuing(
          IssuanceState.AWAITING_DELEGATION,
          "Waiting for the CNAME.",
          Examples.cname(RecordStatus.MISSING));
  private static final Certificate READY = Examples.ready("4f");

  private static Certificate named(String id, String... names) {
    return new Certificate(
        id,
        List.of(names),
        READY.status(),
        READY.authority(),
        READY.challenge(),
        READY.keyType(),
        null,
        READY.notAfter(),
        READY.renewAt(),
        READY.version(),
        READY.issuance(),
        READY.records(),
        READY.createdAt(),
        READY.createdBy());
  }

  @Test
  void createPrintsTheRecordsToCreateAndWhatHappensNext() {
    server.on("POST /certificates", ScriptedServer.json(201, WAITING));
    Run run = kalm("cert", "create", "*.myapp.com", "myapp.com");
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            """
            Certificate 3b2f8c1e-7a44-4c0e-9b3d-1f2a6c7d8e90
              status     issuing
              names      *.myapp.com
                         myapp.com
              authority  letsencrypt
              challenge  dns-01
              key        ec-p256

            DNS records that have to be at your DNS provider:

              CNAME  missing
                host   _acme-challenge.myapp.com
                value  8f0f6a0e-3c4b-4c52-9d4f-5a51c4b0c7de.acme-d985e9.mycluster.com
                There is no CNAME yet.

            Next: the order starts by itself as soon as the records are seen from outside.
            Follow it with: kalm cert show 3b2f8c1e-7a44-4c0e-9b3d-1f2a6c7d8e90
            """);
  }

  @Test
  void createSendsEveryOption() {
    server.on("POST /certificates", ScriptedServer.json(201, WAITING));
    Run run =
        kalm(
            "cert",
            "create",
            "a.com",
            "--authority",
            "le",
            "--challenge",
            "http-01",
            "--key",
            "rsa-2048",
            "--profile",
            "tlsserver",
            "b.com",
            "--output",
            "json");
    assertThat(run.code()).isZero();
    assertThat(Json.mapper().readValue(run.out(), Certificate.class)).isEqualTo(WAITING);
    assertThat(server.requests())
        .containsExactly(
            new Request(
                "POST /certificates",
                """
                {"names":["a.com","b.com"],"authority":"le","challenge":"http-01","keyType":"rsa-2048",\
                "profile":"tlsserver"}\
                """));
  }

  @Test
  void aRefusedRequestShowsEveryMistake() {
    server.on(
        "POST /certificates",
        ScriptedServer.json(
            400,
            Problem.of(400, "Bad request", "Two names cannot be certified.")
                .withErrors(
                    List.of(
                        Problem.Mistake.at("/names/0", "com is a public suffix."),
                        Problem.Mistake.at("/names/1", "*.*.x.com has two wildcards.")))
                .withAdvice("Correct them.")));
    Run run = kalm("cert", "create", "com", "*.*.x.com");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            """
            kalm: Two names cannot be certified.
              #/names/0: com is a public suffix.
              #/names/1: *.*.x.com has two wildcards.
            What to do: Correct them.
            """);
  }

  @Test
  void listFollowsThePagesIntoATableOfAtMostAHundredColumns() {
    server.on(
        "GET /certificates",
        ScriptedServer.json(200, new Page<>(List.of(READY), "second")),
        ScriptedServer.json(
            200,
            new Page<>(
                List.of(named("2", "a-rather-long-name-of-a-host.in-a-long-domain.example.com")),
                null)));
    Run run = kalm("cert", "list");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            NAMES                               STATUS  CHALLENGE  AUTHORITY    DAYS LEFT  NEXT RENEWAL
            *.myapp.com +1                      ready   dns-01     letsencrypt  60         2027-01-22
            a-rather-long-name-of-a-host.in...  ready   dns-01     letsencrypt  60         2027-01-22
            """);
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(server.requests().get(1).line())
        .isEqualTo("GET /certificates?limit=500&cursor=second");
  }

  @Test
  void listStopsAtTheLimitAndKeepsTheCursor() {
    server.on("GET /certificates", ScriptedServer.json(200, new Page<>(List.of(READY), "second")));
    Run run = kalm("cert", "list", "--limit", "1", "--output", "json");
    assertThat(run.code()).isZero();
    assertThat(Json.mapper().readValue(run.out(), new TypeReference<Page<Certificate>>() {}))
        .isEqualTo(new Page<>(List.of(READY), "second"));
    assertThat(run.err()).contains("There are more");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void anEmptyListSaysHowToBegin() {
    server.on("GET /certificates", ScriptedServer.json(200, new Page<>(List.of(), null)));
    assertThat(kalm("cert", "list").out()).contains("kalm cert create");
  }

  @Test
  void showTakesAnIdOrAName() {
    Certificate other = named("00000000-0000-0000-0000-000000000002", "xn--bcher-kva.example");
    server
        .on("GET /certificates", ScriptedServer.json(200, new Page<>(List.of(READY), null)))
        .on("GET " + PATH, ScriptedServer.json(200, READY));
    for (String id : List.of(ID, "*.myapp.com", "MyApp.com.")) {
      Run run = kalm("cert", "show", id);
      assertThat(run.code()).isZero();
      assertThat(run.out())
          .contains(ID, "60 days left", "serial     4f", "DNS records, all in place:", TARGET);
    }
    server
        .on("GET /certificates", ScriptedServer.json(200, new Page<>(List.of(other), null)))
        .on("GET /certificates/" + other.id(), ScriptedServer.json(200, other));
    assertThat(kalm("cert", "show", "b\u00fccher.example").out()).contains("xn--bcher-kva.example");
    assertThat(server.requests().stream().map(request -> request.line()))
        .contains("GET /certificates?limit=20&name=b%C3%BCcher.example");
    Run json = kalm("cert", "show", ID, "--output", "json");
    assertThat(Json.mapper().readValue(json.out(), Certificate.class)).isEqualTo(READY);
  }

  @Test
  void showPrintsTheFlowWithItsTimes() {
    server
        .on("GET " + PATH, ScriptedServer.json(200, READY))
        .on("GET " + PATH + "/flow", ScriptedServer.json(200, Examples.flow()));
    Run run = kalm("cert", "show", ID, "--flow");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith("Certificate " + ID)
        .endsWith(
            """

            Issuance 5b1d7c1e-7a44-4c0e-9b3d-1f2a6c7d8e91, validating, try 2, begun 2026-11-23T12:00:00Z; times are in UTC

            12:00:00.250  Look at it from outside: done in 1.500 s
              12:00:00.250  Kalm: Every node?
                            ok: yes

            12:00:02.000  letsencrypt looks: active
                          the authority is asked to validate
              12:00:02.125  letsencrypt → acme-d985e9.mycluster.com: TXT of 8f0f6a0e….acme-d985e9.mycluster.com? (from 192.0.2.7)
                            ok: 1 value

                          Send the request: pending
            """);
    Run json = kalm("cert", "show", ID, "--flow", "--output", "json");
    assertThat(Json.mapper().readValue(json.out(), Flow.class)).isEqualTo(Examples.flow());
  }

  @Test
  void aNameOfTwoCertificatesOrOfNoneIsRefused() {
    server.on(
        "GET /certificates",
        ScriptedServer.json(
            200, new Page<>(List.of(named("id-1", "a.com"), named("id-2", "a.com")), null)));
    Run two = kalm("cert", "renew", "a.com");
    assertThat(two.code()).isEqualTo(1);
    assertThat(two.err()).contains("2 certificates", "id-1", "id-2", "Give the id");
    server.on("GET /certificates", ScriptedServer.json(200, new Page<>(List.of(), null)));
    Run none = kalm("cert", "renew", "b.com");
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.err()).contains("b.com", "kalm cert list");
    assertThat(server.requests()).allMatch(r -> r.line().startsWith("GET /certificates?"));
  }

  @Test
  void revokeSendsItsReason() {
    server.on("POST " + PATH + "/revoke", ScriptedServer.json(200, READY));
    assertThat(kalm("cert", "revoke", ID, "--reason", "key-compromise").code()).isZero();
    assertThat(server.requests().getLast().body()).isEqualTo("{\"reason\":\"key-compromise\"}");
  }

  @Test
  void deleteAsksUnlessToldNotTo() {
    server
        .on("GET " + PATH, ScriptedServer.json(200, READY))
        .on("DELETE " + PATH, ScriptedServer.text(204, ""));

    Run nobody = kalm("cert", "delete", ID);
    assertThat(nobody.code()).isEqualTo(2);
    assertThat(nobody.err()).contains("--yes");
    assertThat(server.requests()).isEmpty();

    Run no = kalmWithSomeoneTyping("n\n", "cert", "delete", ID);
    assertThat(no.code()).isEqualTo(1);
    assertThat(no.err()).contains("*.myapp.com, myapp.com", "Nothing was deleted");
    assertThat(deletions()).isEmpty();

    assertThat(kalmWithSomeoneTyping("y\n", "cert", "delete", ID).code()).isZero();
    assertThat(deletions()).hasSize(1);

    Run yes = kalm("cert", "delete", ID, "--yes");
    assertThat(yes.code()).isZero();
    assertThat(yes.err()).contains("Deleted " + ID);
    assertThat(deletions()).hasSize(2);
  }

  private Stream<Request> deletions() {
    return server.requests().stream().filter(request -> request.line().startsWith("DELETE"));
  }
}
