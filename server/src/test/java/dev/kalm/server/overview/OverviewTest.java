package dev.kalm.server.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.Attention;
import dev.kalm.api.AttentionKind;
import dev.kalm.api.CertificateStatus;
import dev.kalm.api.CreateCertificate;
import dev.kalm.api.IssuanceState;
import dev.kalm.api.Overview;
import dev.kalm.api.Overview.ExpiryDay;
import dev.kalm.api.Overview.PlannedRenewal;
import dev.kalm.api.RecordStatus;
import dev.kalm.api.Severity;
import dev.kalm.server.WiredService;
import dev.kalm.server.certificate.ListedCertificates;
import dev.kalm.server.certificate.ListedCertificates.Wanted;
import dev.kalm.server.database.BothDatabases;
import dev.kalm.server.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

class OverviewTest {
  private static final Instant NOW = WiredService.NOW;

  private static Instant days(int days) {
    return NOW.plus(Duration.ofDays(days));
  }

  private static Wanted named(String name) {
    return Wanted.of(NOW, name);
  }

  private static List<String> told(Overview overview) {
    return overview.attention().stream()
        .map(one -> one.severity() + " " + one.kind() + " " + one.title())
        .toList();
  }

  @BothDatabases
  void countsTellsExpiriesAndTheNextRenewals(Database database) throws Exception {
    try (WiredService kalm = new WiredService(database)) {
      ListedCertificates.write(database, named("gone.com").until(days(-1)));
      ListedCertificates.write(database, named("revoked.com").until(days(5)).isRevoked());
      ListedCertificates.write(database, named("late.com").until(days(100)));
      String second = ListedCertificates.write(database, named("b.com").until(days(9)));
      String first =
          ListedCertificates.write(database, named("a.com").until(days(9).minusSeconds(60)));
      ListedCertificates.write(
          database, named("failing.com").until(days(9)).underWay(IssuanceState.FAILED));
      failed(database);
      Overview overview = kalm.client.overview();
      assertThat(overview.total()).isEqualTo(6);
      assertThat(overview.counts())
          .containsEntry(CertificateStatus.EXPIRED, 1)
          .containsEntry(CertificateStatus.REVOKED, 1)
          .containsEntry(CertificateStatus.READY, 3)
          .containsEntry(CertificateStatus.FAILING, 1)
          .containsEntry(CertificateStatus.PENDING, 0);
      assertThat(overview.expiries())
          .containsExactly(
              new ExpiryDay(LocalDate.parse("2026-11-28"), 1, 0),
              new ExpiryDay(LocalDate.parse("2026-12-02"), 3, 1));
      assertThat(overview.nextRenewals()).extracting(PlannedRenewal::id).startsWith(first, second);
      assertThat(overview.nextRenewals().getFirst().names()).containsExactly("a.com");
    }
  }

  @BothDatabases
  void whatNeedsSomebodyIsToldOnceTheWorstFirst(Database database) throws Exception {
    try (WiredService kalm = new WiredService(database)) {
      // A renewal is planned 1000 seconds before the end.
      ListedCertificates.write(database, named("fine.com").until(NOW.plusSeconds(900)));
      ListedCertificates.write(database, named("late.com").until(NOW.plusSeconds(400)));
      ListedCertificates.write(
          database,
          named("urgent.com").until(NOW.plusSeconds(100)).underWay(IssuanceState.ORDERING));
      ListedCertificates.write(database, named("ended.com").until(days(-1)));
      ListedCertificates.write(database, named("revoked.com").until(days(-1)).isRevoked());
      ListedCertificates.write(database, named("new.com").underWay(IssuanceState.FAILED));
      ListedCertificates.write(
          database, named("old.com").until(days(9)).underWay(IssuanceState.FAILED));
      ListedCertificates.write(
          database, named("*.wild.com").underWay(IssuanceState.AWAITING_DELEGATION));
      database.useTransaction(transaction ->
          transaction
              .handle()
              .execute(
                  "UPDATE issuance SET next_attempt = 1, detail = 'waiting for the CNAME' WHERE state = 'awaiting-delegation'"));
      failed(database);
      Overview overview = kalm.client.overview();
      assertThat(told(overview))
          .containsExactly(
              "error certificate-failing new.com cannot be issued",
              "error certificate-expired ended.com has expired",
              "error certificate-expiring urgent.com ends soon, and its renewal is late",
              "warning certificate-failing old.com cannot be renewed",
              "warning certificate-expiring late.com ends soon, and its renewal is late",
              "info setup-incomplete There is no place for the validation zone",
              "info certificate-waiting *.wild.com waits for DNS records");
      assertThat(overview.attentionTotal()).isEqualTo(7);
      Attention failing = overview.attention().getFirst();
      assertThat(failing.detail()).isEqualTo("The CA said no.");
      assertThat(failing.advice()).isEqualTo("mend it");
    }
  }

  /** Failures as issuances leave them. */
  private static void failed(Database database) {
    database.useTransaction(transaction ->
        transaction
            .handle()
            .execute(
                "UPDATE issuance SET data = ? WHERE state = 'failed'",
                "{\"state\":\"failed\",\"failure\":{\"problem\":{\"type\":\"about:blank\",\"detail\":\"the CA said no\",\"kind\":\"refused\",\"advice\":\"mend it\"}},\"resume\":null}"));
    database.useTransaction(transaction ->
        transaction
            .handle()
            .execute(
                "UPDATE issuance SET data = '{\"state\":\"ordering\"}' WHERE state = 'ordering'"));
    database.useTransaction(transaction ->
        transaction
            .handle()
            .execute(
                "UPDATE issuance SET data = '{\"state\":\"awaiting-delegation\",\"since\":\"2026-11-23T12:00:00Z\"}' WHERE state = 'awaiting-delegation'"));
  }

  @BothDatabases
  void aBrokenCnameMattersWhereAnIssuedCertificateNeedsIt(Database database) throws Exception {
    try (WiredService kalm = new WiredService(database)) {
      kalm.client.createCertificate(CreateCertificate.of("*.pending.com", "*.issued.com"));
      ListedCertificates.write(database, named("*.issued.com").until(days(60)));
      database.useTransaction(transaction ->
          transaction
              .handle()
              .execute("UPDATE delegation SET status = 'missing', detail = 'there is no CNAME'"));
      Overview overview = kalm.client.overview();
      assertThat(overview.delegations())
          .containsEntry(RecordStatus.MISSING, 2)
          .containsEntry(RecordStatus.OK, 0);
      List<Attention> broken =
          overview.attention().stream()
              .filter(one -> one.kind() == AttentionKind.DELEGATION_BROKEN)
              .toList();
      assertThat(broken).hasSize(1);
      assertThat(broken.getFirst().target().id()).isEqualTo("issued.com");
      assertThat(broken.getFirst().severity()).isEqualTo(Severity.WARNING);
      assertThat(broken.getFirst().detail()).isEqualTo("There is no CNAME.");
    }
  }

  @BothDatabases
  void aZoneThatTheWorldDoesNotReachIsAnError(Database database) throws Exception {
    try (WiredService kalm = new WiredService(database)) {
      kalm.client.createCertificate(CreateCertificate.of("*.a.com"));
      assertThat(kalm.client.overview().attention())
          .extracting(Attention::kind)
          .doesNotContain(AttentionKind.ZONE_UNREACHABLE);
      String zone = kalm.zones.all().getFirst().name();
      database.useTransaction(transaction ->
          transaction
              .handle()
              .execute(
                  "UPDATE validation_zone SET checked_at = 1, checks = ?",
                  "[{\"type\":\"NS\",\"name\":\""
                      + zone
                      + "\",\"value\":\"ns\",\"status\":\"MISSING\",\"detail\":\"not delegated\"}]"));
      Attention worst = kalm.client.overview().attention().getFirst();
      assertThat(worst.kind()).isEqualTo(AttentionKind.ZONE_UNREACHABLE);
      assertThat(worst.target().id()).isEqualTo(zone);
      assertThat(worst.detail()).contains("not delegated");
    }
  }
}
