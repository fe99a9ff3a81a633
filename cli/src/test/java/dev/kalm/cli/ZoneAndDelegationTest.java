package dev.kalm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.Delegation;
import dev.kalm.api.Examples;
import dev.kalm.api.Json;
import dev.kalm.api.Page;
import dev.kalm.api.Problem;
import dev.kalm.api.RecordStatus;
import dev.kalm.api.ScriptedServer;
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
