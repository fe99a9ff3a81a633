package dev.kalm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.Attention;
import dev.kalm.api.AttentionKind;
import dev.kalm.api.CertificateStatus;
import dev.kalm.api.Examples;
import dev.kalm.api.IssuanceEntry;
import dev.kalm.api.IssuanceState;
import dev.kalm.api.Json;
import dev.kalm.api.Overview;
import dev.kalm.api.Page;
import dev.kalm.api.Problem;
import dev.kalm.api.RecordStatus;
import dev.kalm.api.ScriptedServer;
import dev.kalm.api.ScriptedServer.Request;
import dev.kalm.api.Severity;
import dev.kalm.api.TargetType;
import dev.kalm.api.VersionEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The overview, a certificate's history, and deleting a delegation. */
class OverviewTest extends CliFixture {
  private static final String PATH = "/certificates/" + Examples.ID;

  @Test
  void theOverviewSaysOnOneScreenWhatIsGoingToBreak() {
    Overview overview =
        new Overview(
            Map.of(CertificateStatus.READY, 11, CertificateStatus.FAILING, 1),
            12,
            List.of(
                new Overview.ExpiryDay(LocalDate.parse("2026-12-24"), 1, 1),
                new Overview.ExpiryDay(LocalDate.parse("2027-02-01"), 4, 0)),
            List.of(
                new Attention(
                    Severity.ERROR,
                    AttentionKind.CERTIFICATE_FAILING,
                    "www.myapp.com cannot be renewed",
                    "The CA could not look it up.",
                    "Remove the broken DS record.",
                    new Attention.AttentionTarget(TargetType.CERTIFICATE, Examples.ID))),
            3,
            List.of(
                new Overview.PlannedRenewal(
                    Examples.ID, List.of("a.com"), Instant.parse("2027-01-22T11:00:41Z"))),
            Map.of(RecordStatus.OK, 4));
    server.on("GET /overview", ScriptedServer.json(200, overview));
    Run run = kalm("overview");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            3 things need attention:

              error: www.myapp.com cannot be renewed
                The CA could not look it up.
                What to do: Remove the broken DS record.

              and 2 more

              certs      12: 11 ready, 1 failing
              CNAMEs     4: 4 ok
              ending     1 within 7, 1 within 30, 5 within 90 days
              renewals   2027-01-22T11:00:41Z  a.com
            """);
    assertThat(Json.mapper().readValue(kalm("overview", "--output", "json").out(), Overview.class))
        .isEqualTo(overview);
  }

  @Test
  void withNothingToDoTheOverviewSaysSo() {
    Overview overview = new Overview(Map.of(), 0, List.of(), List.of(), 0, List.of(), Map.of());
    server.on("GET /overview", ScriptedServer.json(200, overview));
    assertThat(kalm("overview").out()).startsWith("Nothing is going to break.\n");
  }

  @Test
  void aHistoryListsIssuancesWithWhatWentWrong() {
    List<IssuanceEntry> entries =
        List.of(
            new IssuanceEntry(
                "2",
                IssuanceState.FAILED,
                Instant.parse("2026-12-01T10:00:00.123Z"),
                null,
                2,
                "failed",
                Problem.ofType(Problem.NO_TYPE, null, "The CA said no."),
                null),
            new IssuanceEntry(
                "1",
                IssuanceState.ISSUED,
                Instant.parse("2026-11-23T11:00:00Z"),
                Instant.parse("2026-11-23T11:00:42.5Z"),
                0,
                "the certificate is installed",
                null,
                "4f"));
    server.on("GET " + PATH + "/issuances", ScriptedServer.json(200, new Page<>(entries, null)));
    assertThat(kalm("cert", "history", Examples.ID).out())
        .isEqualTo(
            """
            STARTED               FINISHED              STATE   FAILURES  SERIAL  DETAIL
            2026-12-01T10:00:00Z  -                     failed  2         -       The CA said no.
            2026-11-23T11:00:00Z  2026-11-23T11:00:42Z  issued  0         4f      the certificate is installed
            """);
  }

  @Test
  void versionsSayWhichIsCurrent() {
    Instant from = Instant.parse("2026-11-23T11:00:00Z");
    Instant until = Instant.parse("2027-02-21T11:00:00Z");
    List<VersionEntry> entries =
        List.of(
            new VersionEntry("2", "5a", "CN=YE1", from, until, "ff", from, null, true),
            new VersionEntry("1", "4f", "CN=YE1", from, until, "fe", from, from, false));
    server.on("GET " + PATH + "/versions", ScriptedServer.json(200, new Page<>(entries, "more")));
    Run run = kalm("cert", "versions", Examples.ID, "--limit", "2");
    assertThat(run.out())
        .isEqualTo(
            """
                     VALID FROM            UNTIL                 SERIAL  ISSUER
            current  2026-11-23T11:00:00Z  2027-02-21T11:00:00Z  5a      CN=YE1
            revoked  2026-11-23T11:00:00Z  2027-02-21T11:00:00Z  4f      CN=YE1
            """);
    assertThat(run.err()).isEqualTo("There are more than these 2.\n");
  }

  @Test
  void aDelegationIsDeletedOnlyWhenItsDomainIsGivenOnceMore() {
    server.on(
        "DELETE /delegations/myapp.com",
        ScriptedServer.json(409, Problem.of(409, "Conflict", "Two certificates need it.")),
        ScriptedServer.text(204, ""));
    Run unsure = kalm("delegation", "delete", "myapp.com");
    assertThat(unsure.code()).isEqualTo(1);
    assertThat(unsure.err()).isEqualTo("kalm: Two certificates need it.\n");
    Run sure = kalm("delegation", "delete", "myapp.com", "--confirm", "myapp.com");
    assertThat(sure.code()).isZero();
    assertThat(sure.err()).isEqualTo("Deleted the delegation of myapp.com.\n");
    assertThat(server.requests())
        .containsExactly(
            new Request("DELETE /delegations/myapp.com?confirm=", ""),
            new Request("DELETE /delegations/myapp.com?confirm=myapp.com", ""));
  }

  @Test
  void aListIsAskedForAsTheOptionsSay() {
    server.on(
        "GET /certificates",
        ScriptedServer.json(200, new dev.kalm.api.CountedPage<>(List.of(), null, 0)));
    Run run =
        kalm(
            "cert",
            "list",
            "--search",
            "my",
            "--status",
            "failing,expired",
            "--sort",
            "not-after",
            "--challenge",
            "dns-01",
            "--authority",
            "le",
            "--reverse");
    assertThat(run.out()).isEqualTo("No certificate is like that.\n");
    assertThat(server.requests())
        .containsExactly(
            new Request(
                "GET /certificates?limit=500&search=my&status=failing%2Cexpired&challenge=dns-01&authority=le&sort=not-after&order=desc",
                ""));
    assertThat(kalm("cert", "list", "--status", "broken").err())
        .contains("'broken' is not one of: pending, issuing");
  }
}
