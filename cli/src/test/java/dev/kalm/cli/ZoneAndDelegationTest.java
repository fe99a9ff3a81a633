package dev.kalm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.Delegation;
import dev.kalm.api.Examples;
import dev.kalm.api.Json;
import dev.kalm.api.LoggedQuery;
import dev.kalm.api.Page;
import dev.kalm.api.Problem;
import dev.kalm.api.QueryLog;
import dev.kalm.api.RecordStatus;
import dev.kalm.api.Rollover;
import dev.kalm.api.RolloverStep;
import dev.kalm.api.ScriptedServer;
import dev.kalm.api.ScriptedServer.Request;
import dev.kalm.api.SigningStatus;
import dev.kalm.api.ValidationZone;
import dev.kalm.api.ZoneStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoneAndDelegationTest extends CliFixture {
  @ParameterizedTest
  @CsvSource({"show,GET /zone", "create,POST /zone", "check,POST /zone/check"})
  void printsTheZoneAndTheRecordsOfItsParent(String command, String route) {
    ValidationZone zone = Examples.zone(ZoneStatus.READY);
    server.on(route, ScriptedServer.json(200, zone));
    Run run = kalm("zone", command);
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            Validation zone acme-d985e9.mycluster.com
              status     ready
              serial     4294967295
              server     ns.acme-d985e9.mycluster.com 34.84.45.105

            DNS records, all in place:
              NS acme-d985e9.mycluster.com → ns.acme-d985e9.mycluster.com
              A ns.acme-d985e9.mycluster.com → 34.84.45.105
            """);
    Run json = kalm("zone", command, "--output", "json");
    assertThat(Json.mapper().readValue(json.out(), ValidationZone.class)).isEqualTo(zone);
  }

  @Test
  void noZoneYetIsAFailureThatSaysWhatToDo() {
    server.on(
        "GET /zone",
        ScriptedServer.json(
            404, Problem.of(404, "No zone", "There is no zone yet.").withAdvice("Create it.")));
    Run run = kalm("zone", "show");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("kalm: There is no zone yet.\nWhat to do: Create it.\n");
  }

  @Test
  void printsASignedZoneAndWhatToDoNext() {
    server.on(
        "POST /zone/sign",
        ScriptedServer.json(
            200, Examples.signedZone(SigningStatus.INSECURE, RecordStatus.MISSING, null)));
    Run run = kalm("zone", "sign", "acme-d985e9.mycluster.com", "--denial", "nsec");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            Validation zone acme-d985e9.mycluster.com
              status     ready
              serial     8
              server     ns.acme-d985e9.mycluster.com 34.84.45.105
              signed     insecure, denial compact
              key        12345 active

            DNS records that have to be in the parent zone, at its DNS provider:

              DS  missing
                host   acme-d985e9.mycluster.com
                value  %s
                seen at mycluster.com

            Next: have the DS record added where the parent's records are kept, then: kalm zone check acme-d985e9.mycluster.com
            """
                .formatted(Examples.DS));
    assertThat(server.requests())
        .containsExactly(
            new Request("POST /zone/sign?zone=acme-d985e9.mycluster.com", "{\"denial\":\"nsec\"}"));
  }

  @Test
  void aRolloverTellsItsStepAndWhatStandsInItsWay() {
    server.on(
        "POST /zone/rollover",
        ScriptedServer.json(
            200,
            Examples.signedZone(
                SigningStatus.SECURE,
                RecordStatus.OK,
                new Rollover(RolloverStep.ADD_DS, "add the DS record"))));
    Run run = kalm("zone", "rollover");
    assertThat(run.code()).isZero();
    assertThat(run.out()).endsWith("\nRollover, step add-ds: add the DS record.\n");
    server.on(
        "POST /zone/rollover",
        ScriptedServer.json(
            409, Problem.of(409, "Conflict", "ns2 has none").withAdvice("ask again later")));
    Run refused = kalm("zone", "rollover");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).isEqualTo("kalm: ns2 has none\nWhat to do: ask again later\n");
  }

  @Test
  void theKeysOfAZoneGoOnlyWhenSomebodyConfirms() {
    ValidationZone zone = Examples.zone(ZoneStatus.READY);
    server.on("GET /zone", ScriptedServer.json(200, zone));
    server.on("POST /zone/unsign", ScriptedServer.json(200, zone));
    assertThat(kalm("zone", "unsign").code()).isEqualTo(2);
    assertThat(kalmWithSomeoneTyping("n\n", "zone", "unsign").code()).isEqualTo(1);
    assertThat(server.requests()).extracting(Request::line).containsExactly("GET /zone");
    assertThat(kalmWithSomeoneTyping("y\n", "zone", "unsign").code()).isZero();
    assertThat(kalm("zone", "unsign", "--confirm").code()).isZero();
    assertThat(server.requests())
        .extracting(Request::line)
        .filteredOn(line -> line.equals("POST /zone/unsign"))
        .hasSize(2);
  }

  @Test
  void listsZonesAndMakesAFurtherOne() {
    server.on(
        "GET /zones",
        ScriptedServer.json(
            200,
            new Page<>(
                List.of(
                    Examples.zone(ZoneStatus.UNREACHABLE),
                    Examples.signedZone(SigningStatus.SECURE, RecordStatus.OK, null)),
                null)));
    assertThat(kalm("zone", "list").out())
        .isEqualTo(
            """
            ZONE                       STATUS       SIGNED  SERIAL
            acme-d985e9.mycluster.com  unreachable  no      4294967295
            acme-d985e9.mycluster.com  ready        secure  8
            """);
    server.on("POST /zone", ScriptedServer.json(201, Examples.zone(ZoneStatus.UNKNOWN)));
    assertThat(kalm("zone", "create", "--domain", "other.org").code()).isZero();
    assertThat(server.requests().getLast().body()).isEqualTo("{\"domain\":\"other.org\"}");
  }

  @Test
  void printsTheQueryLogAndSaysWhoseItIs() {
    QueryLog log =
        new QueryLog("node-1", List.of(Examples.loggedQuery("xX.acme-d985e9.mycluster.com")), "7");
    server.on("GET /zone/log", ScriptedServer.json(200, log));
    Run run = kalm("zone", "log", "myapp.com", "--limit", "5");
    assertThat(run.code()).isZero();
    assertThat(run.err()).contains("the node node-1; every node has its own log");
    assertThat(run.out())
        .isEqualTo(
            """
            TIME                      TYPE      VIA  EDNS     RCODE     ANSWERS  CLIENT                 NAME
            2026-11-23T12:00:00.125Z  TXT       udp  1232 DO  NOERROR   1        192.0.2.7:40123        xX.acme-d985e9.mycluster.com
            """);
    assertThat(server.requests())
        .containsExactly(new Request("GET /zone/log?limit=5&delegation=myapp.com", ""));
    String line = kalm("zone", "log", "--output", "json").out();
    assertThat(line.lines()).hasSize(1);
    assertThat(Json.mapper().readValue(line, LoggedQuery.class)).isEqualTo(log.items().getFirst());
  }

  @Test
  void followsTheQueryLogFromWhereItWas() {
    server.on(
        "GET /zone/log",
        ScriptedServer.json(
            200, new QueryLog("n", List.of(Examples.loggedQuery("first.org")), "7")),
        ScriptedServer.json(
            200, new QueryLog("n", List.of(Examples.loggedQuery("second.org")), "8")),
        ScriptedServer.json(503, Problem.of(503, "Gone", "The server is gone.")));
    Run run = kalm("zone", "log", "--follow");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("first.org", "second.org");
    assertThat(server.requests())
        .extracting(Request::line)
        .containsExactly(
            "GET /zone/log?limit=100",
            "GET /zone/log?limit=1000&after=7",
            "GET /zone/log?limit=1000&after=8");
  }

  @ParameterizedTest
  @CsvSource({"show,GET /delegations/myapp.com", "check,POST /delegations/myapp.com/check"})
  void printsADelegation(String command, String route) {
    Delegation delegation = Examples.delegation(RecordStatus.MISSING);
    server.on(route, ScriptedServer.json(200, delegation));
    Run run = kalm("delegation", command, "myapp.com");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains(
            "Delegation of myapp.com",
            "checked    2026-11-23T12:00:00Z",
            "TXT        nP1qzpXGymHBrUEepNY9HCsQk7K8KhOypzEt62jcerQ",
            "CNAME  missing",
            "value  " + Examples.TARGET);
    Run json = kalm("delegation", command, "myapp.com", "--output", "json");
    assertThat(Json.mapper().readValue(json.out(), Delegation.class)).isEqualTo(delegation);
  }

  @Test
  void listsDelegations() {
    server.on(
        "GET /delegations",
        ScriptedServer.json(200, new Page<>(List.of(Examples.delegation(RecordStatus.OK)), null)));
    assertThat(kalm("delegation", "list").out())
        .isEqualTo("DOMAIN     STATUS  TARGET\nmyapp.com  ok      " + Examples.TARGET + "\n");
  }
}
