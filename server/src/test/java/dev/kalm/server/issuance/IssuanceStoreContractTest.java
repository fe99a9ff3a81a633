package dev.kalm.server.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kalm.api.ChallengeType;
import dev.kalm.api.Problem;
import dev.kalm.api.ProblemKind;
import dev.kalm.server.authority.Failure;
import dev.kalm.server.certificate.Certificate;
import dev.kalm.server.certificate.CertificateStore;
import dev.kalm.server.challenge.Presentation;
import dev.kalm.server.database.BothDatabases;
import dev.kalm.server.database.Database;
import dev.kalm.server.key.KeyType;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

class IssuanceStoreContractTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final URI URL = URI.create("https://ca.test/order/1");
  private final IssuanceStore store = new IssuanceStore();

  @BothDatabases
  void everyStateComesBackAsItWasStored(Database database) {
    Certificate certificate = certificate(database);
    Presentation presentation = new Presentation("a.com", URL, URL, "token", "value");
    Problem problem =
        Problem.ofType("urn:ietf:params:acme:error:dns", "no", "why")
            .withKind(ProblemKind.USER_ACTION)
            .withAdvice("do");
    IssuanceState resume = new IssuanceState.Finalizing(URL, URL);
    List<IssuanceState> states =
        List.of(
            new IssuanceState.AwaitingDelegation(NOW),
            new IssuanceState.Ordering(),
            new IssuanceState.Presenting(URL, URL, List.of(URL)),
            new IssuanceState.Confirming(URL, URL, List.of(presentation), 7, NOW),
            new IssuanceState.Validating(URL, URL, List.of(presentation), NOW),
            resume,
            new IssuanceState.Downloading(URL, null, NOW),
            new IssuanceState.Installing("pem"),
            new IssuanceState.Failed(new Failure(ProblemKind.USER_ACTION, problem, NOW), resume),
            new IssuanceState.Failed(new Failure(ProblemKind.TRANSIENT, problem, null), null));
    Issuance issuance = started(database, certificate);
    for (IssuanceState state : states) {
      Issuance next =
          issuance
              .at(state, "doing")
              .withFailures(3)
              .withKey(new byte[] {1, 2})
              .waiting("doing", NOW);
      issuance = database.inTransaction(transaction -> store.save(transaction, next, NOW));
      Issuance found =
          database.read(handle -> store.unfinished(handle, certificate.id())).orElseThrow();
      assertThat(found).usingRecursiveComparison().isEqualTo(issuance);
    }
  }

  @BothDatabases
  void aStepOnTopOfAnOutdatedOneIsRefused(Database database) {
    Certificate certificate = certificate(database);
    Issuance issuance = started(database, certificate);
    Issuance ordering = issuance.at(new IssuanceState.Ordering(), "");
    database.useTransaction(transaction -> store.save(transaction, ordering, NOW));
    assertThatThrownBy(
            () -> database.useTransaction(transaction -> store.save(transaction, ordering, NOW)))
        .isInstanceOf(IssuanceStore.OvertakenException.class);
  }

  @BothDatabases
  void aCertificateHasOneUnfinishedIssuanceAtMost(Database database) {
    Certificate certificate = certificate(database);
    started(database, certificate);
    assertThatThrownBy(() -> started(database, certificate)).isInstanceOf(RuntimeException.class);
    List<String> ids = database.read(handle -> store.ids(handle, certificate.id()));
    assertThat(ids).hasSize(1);
  }

  @BothDatabases
  void aFinishedIssuanceIsNoLongerUnfinishedAndKeepsNoKey(Database database) {
    Certificate certificate = certificate(database);
    Issuance issued =
        started(database, certificate)
            .withKey(new byte[] {1})
            .at(new IssuanceState.Issued("version"), "issued");
    database.useTransaction(transaction -> store.save(transaction, issued, NOW));
    Optional<Issuance> none = database.read(handle -> store.unfinished(handle, certificate.id()));
    assertThat(none).isEmpty();
    Integer keys =
        database.read(handle ->
            handle
                .createQuery("SELECT count(*) FROM issuance WHERE key_sealed IS NOT NULL")
                .mapTo(Integer.class)
                .one());
    assertThat(keys).isZero();
    started(database, certificate);
  }

  @BothDatabases
  void hasteningMovesAWaitToNowAndNothingElse(Database database) {
    Certificate certificate = certificate(database);
    Issuance waiting = started(database, certificate).waiting("w", NOW.plusSeconds(100));
    Issuance stored = database.inTransaction(transaction -> store.save(transaction, waiting, NOW));
    database.useTransaction(transaction -> store.hasten(transaction, certificate.id(), NOW));
    Issuance found =
        database.read(handle -> store.unfinished(handle, certificate.id())).orElseThrow();
    assertThat(found.nextAttempt()).isEqualTo(NOW);
    assertThat(found.revision()).isEqualTo(stored.revision());
  }

  @BothDatabases
  void thoseThatWaitForADomainsRecordsAreFound(Database database) {
    Certificate certificate = certificate(database);
    started(database, certificate);
    List<String> byDomain =
        database.inTransaction(
            transaction -> store.awaitingDelegation(transaction, Optional.of("a.com")));
    List<String> byOther =
        database.inTransaction(
            transaction -> store.awaitingDelegation(transaction, Optional.of("b.com")));
    List<String> any =
        database.inTransaction(
            transaction -> store.awaitingDelegation(transaction, Optional.empty()));
    assertThat(byDomain).containsExactly(certificate.id());
    assertThat(any).containsExactly(certificate.id());
    assertThat(byOther).isEmpty();
  }

  @BothDatabases
  void thoseThatFailedAtAnAuthorityAreFound(Database database) {
    Certificate certificate = certificate(database);
    Issuance issuance = started(database, certificate);
    assertThat(failed(database, "pebble")).isEmpty();
    Failure terms =
        Failure.of(
            ProblemKind.USER_ACTION, "the terms of service are not agreed to", "why", "read them");
    database.useTransaction(transaction ->
        store.save(transaction, issuance.at(new IssuanceState.Failed(terms, null), "failed"), NOW));

    assertThat(failed(database, "pebble"))
        .singleElement()
        .satisfies(found ->
            assertThat(((IssuanceState.Failed) found.state()).failure().mayEndWithSettings())
                .isTrue());
    assertThat(failed(database, "other")).isEmpty();
  }

  private List<Issuance> failed(Database database, String authority) {
    return database.read(handle -> store.failed(handle, authority, 10));
  }

  private Issuance started(Database database, Certificate certificate) {
    Issuance issuance = IssuanceEngine.first(certificate, NOW);
    database.useTransaction(transaction -> store.insert(transaction, issuance, NOW));
    return issuance;
  }

  private static Certificate certificate(Database database) {
    Certificate certificate =
        new Certificate(
            UUID.randomUUID().toString(),
            List.of("*.a.com"),
            "pebble",
            ChallengeType.DNS_01,
            KeyType.EC_P256,
            Optional.empty(),
            NOW,
            null,
            Optional.empty());
    database.useTransaction(transaction -> new CertificateStore().insert(transaction, certificate));
    return certificate;
  }
}
