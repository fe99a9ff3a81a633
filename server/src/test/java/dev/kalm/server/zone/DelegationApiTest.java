package dev.kalm.server.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kalm.api.Certificate;
import dev.kalm.api.CertificateReference;
import dev.kalm.api.CreateCertificate;
import dev.kalm.api.IssuanceState;
import dev.kalm.api.KalmException;
import dev.kalm.api.Problem;
import dev.kalm.api.RecordStatus;
import dev.kalm.server.WiredService;
import dev.kalm.server.check.RecordCheck;
import dev.kalm.server.database.BothDatabases;
import dev.kalm.server.database.Database;
import dev.kalm.server.zone.DelegationService.DelegationQuery;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** Delegations with what depends on them, and what deleting one does. */
class DelegationApiTest {

  private static Problem refusal(ThrowingCallable call) {
    return catchThrowableOfType(KalmException.class, call).problem();
  }

  @BothDatabases
  void eachNamesTheCertificatesThatAreProvenThroughIt(Database database) throws Exception {
    try (WiredService kalm = new WiredService(database)) {
      String both =
          kalm.client.createCertificate(CreateCertificate.of("*.a.com", "a.com")).value().id();
      String wild =
          kalm.client.createCertificate(CreateCertificate.of("*.a.com", "*.b.com")).value().id();
      kalm.client.createCertificate(CreateCertificate.of("a.com")); // by HTTP-01
      List<dev.kalm.api.Delegation> shown = kalm.client.delegations(10, null).items();
      assertThat(shown)
          .extracting(dev.kalm.api.Delegation::domain)
          .containsExactly("a.com", "b.com");
      assertThat(shown.getFirst().certificatesTotal()).isEqualTo(2);
      assertThat(shown.getFirst().certificates())
          .extracting(CertificateReference::id)
          .containsExactlyInAnyOrder(both, wild);
      assertThat(shown.getLast().certificates())
          .extracting(CertificateReference::names)
          .containsExactly(List.of("*.a.com", "*.b.com"));
      assertThat(kalm.client.delegation("b.com").certificatesTotal()).isEqualTo(1);
    }
  }

  @BothDatabases
  void manyDependantsAreCountedAndTheFirstOnesShown(Database database) throws Exception {
    try (WiredService kalm = new WiredService(database)) {
      for (int number = 0; number < Dependants.SHOWN + 2; number++) {
        kalm.client.createCertificate(CreateCertificate.of("*.a.com", "*.n" + number + ".a.com"));
      }
      dev.kalm.api.Delegation shown = kalm.client.delegation("a.com");
      assertThat(shown.certificates()).hasSize(Dependants.SHOWN);
      assertThat(shown.certificatesTotal()).isEqualTo(Dependants.SHOWN + 2);
      assertThat(refusal(() -> kalm.client.deleteDelegation("a.com", "")).detail())
          .contains("22 certificates", "and 2 more");
    }
  }

  @BothDatabases
  void theListIsSearchedFilteredAndCounted(Database database) throws Exception {
    try (WiredService kalm = new WiredService(database)) {
      kalm.client.createCertificate(
          CreateCertificate.of("*.müller.example", "*.mill.example", "*.other.org"));
      DelegationStore store = new DelegationStore();
      database.useTransaction(transaction -> {
        Delegation mill = store.find(transaction.handle(), "mill.example").orElseThrow();
        RecordCheck seen =
            new RecordCheck(
                "CNAME",
                mill.challengeName(),
                mill.target(),
                dev.kalm.server.check.RecordStatus.WRONG,
                "no");
        store.updateCheck(transaction, mill.id(), seen, WiredService.NOW);
      });
      assertThat(domains(database, "ÜLL")).containsExactly("xn--mller-kva.example");
      assertThat(domains(database, "example", RecordStatus.WRONG, RecordStatus.MISSING))
          .containsExactly("mill.example");
      assertThat(domains(database, null, RecordStatus.UNKNOWN))
          .containsExactly("other.org", "xn--mller-kva.example");
      int wrong =
          database.read(
              handle -> store.count(handle, new DelegationQuery("e", List.of(RecordStatus.WRONG))));
      assertThat(wrong).isEqualTo(1);
    }
  }

  private static List<String> domains(
      Database database, @Nullable String search, RecordStatus... statuses) {
    return database
        .read(handle ->
            new DelegationStore()
                .page(handle, new DelegationQuery(search, List.of(statuses)), null, 10))
        .stream()
        .map(Delegation::domain)
        .toList();
  }

  @BothDatabases
  void deletingOneWantsTheDomainAndSaysWhatItBreaks(Database database) throws Exception {
    try (WiredService kalm = new WiredService(database)) {
      kalm.client.createCertificate(CreateCertificate.of("*.a.com", "a.com"));
      dev.kalm.api.Delegation before = kalm.client.delegation("a.com");
      for (String confirm : List.of("", "b.com", "A.COM")) {
        Problem problem = refusal(() -> kalm.client.deleteDelegation("a.com", confirm));
        assertThat(problem.status()).isEqualTo(409);
        assertThat(problem.detail()).contains("*.a.com, a.com (pending)", "confirm=a.com");
      }
      assertThat(refusal(() -> kalm.client.deleteDelegation("none.com", "none.com")).status())
          .isEqualTo(404);
      String zone = before.target().substring(before.target().indexOf('.') + 1);
      assertThat(kalm.served(zone).hasDelegation(UUID.fromString(before.id()))).isTrue();

      kalm.client.deleteDelegation("a.com", "a.com");

      assertThat(kalm.served(zone).hasDelegation(UUID.fromString(before.id()))).isFalse();
      assertThat(refusal(() -> kalm.client.delegation("a.com")).status()).isEqualTo(404);
      assertThat(kalm.client.delegations(10, null).items()).isEmpty();
    }
  }

  @BothDatabases
  void whatIsBeingProvenBeginsAnewAndWaitsForAPersonWhoMakesItAgainUnderTheSameName(
      Database database) throws Exception {
    try (WiredService kalm = new WiredService(database)) {
      Certificate certificate =
          kalm.client.createCertificate(CreateCertificate.of("*.a.com")).value();
      dev.kalm.api.Delegation before = kalm.client.delegation("a.com");
      String issuance = kalm.client.issuances(certificate.id(), 1, null).items().getFirst().id();
      database.useTransaction(transaction -> {
        transaction
            .handle()
            .execute(
                "UPDATE issuance SET state = 'presenting', revision = 5, data ="
                    + " '{\"state\":\"presenting\",\"order\":\"https://ca/o\",\"finalizeUrl\":\"https://ca/f\",\"authorizations\":[]}'");
        Delegation delegation = kalm.zones.delegation(transaction, "a.com").orElseThrow();
        long _ =
            kalm.zones.publish(
                transaction,
                issuance,
                List.of(Map.entry(delegation, "value")),
                WiredService.NOW.plusSeconds(60));
      });
      assertThat(kalm.client.delegation("a.com").values()).containsExactly("value");

      kalm.client.deleteDelegation("a.com", "a.com");

      Certificate waiting = kalm.client.certificate(certificate.id()).value();
      assertThat(waiting.issuance().state()).isEqualTo(IssuanceState.AWAITING_DELEGATION);
      assertThat(kalm.dnsSolver.records(List.of("a.com")))
          .extracting(RecordCheck::name)
          .contains("_acme-challenge.a.com");
      int revision =
          database.read(handle ->
              handle.createQuery("SELECT revision FROM issuance").mapTo(Integer.class).one());
      assertThat(revision).isEqualTo(6);

      assertThat(kalm.client.renew(certificate.id()).value().records())
          .isEqualTo(certificate.records());
      assertThat(kalm.client.delegation("a.com").target()).isEqualTo(before.target());
      assertThat(kalm.client.delegation("a.com").values()).isEmpty();
    }
  }
}
