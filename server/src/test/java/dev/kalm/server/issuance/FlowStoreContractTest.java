package dev.kalm.server.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.ChallengeType;
import dev.kalm.api.FlowExchange;
import dev.kalm.api.FlowStepKey;
import dev.kalm.server.certificate.Certificate;
import dev.kalm.server.certificate.CertificateStore;
import dev.kalm.server.database.BothDatabases;
import dev.kalm.server.database.Database;
import dev.kalm.server.flow.FlowStore;
import dev.kalm.server.flow.StepRecord;
import dev.kalm.server.flow.StepRecord.Outcome;
import dev.kalm.server.key.KeyType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

class FlowStoreContractTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private final FlowStore flows = new FlowStore();
  private final IssuanceStore issuances = new IssuanceStore();

  @BothDatabases
  void recordsComeBackAsTheyWereStoredInTheOrderOfTheirSteps(Database database) {
    Issuance issuance = started(database, certificate(database), NOW);
    List<StepRecord> made =
        List.of(
            record(issuance, 2, FlowStepKey.ORDER),
            record(issuance, 2, FlowStepKey.PUBLISH),
            record(issuance, 3, FlowStepKey.LOOK));
    put(database, List.of(made.get(2), made.get(1), made.get(0)));
    assertThat(find(database, issuance)).isEqualTo(made);
  }

  @BothDatabases
  void aStepThatIsDoneAgainTakesThePlaceOfItself(Database database) {
    Issuance issuance = started(database, certificate(database), NOW);
    StepRecord open = record(issuance, 4, FlowStepKey.VALIDATE);
    put(database, List.of(open));
    StepRecord done =
        new StepRecord(
            issuance.id(), 4, 2, FlowStepKey.VALIDATE, Outcome.DONE, NOW, NOW, List.of(), null);
    put(database, List.of(done));
    assertThat(find(database, issuance)).containsExactly(done);
  }

  @BothDatabases
  void aTryThatBeginsAnewForgetsTheOnesBefore(Database database) {
    Issuance issuance = started(database, certificate(database), NOW);
    put(database, List.of(record(issuance, 1, FlowStepKey.ORDER)));
    database.useTransaction(transaction -> flows.forgetBefore(transaction, issuance.id(), 1));
    assertThat(find(database, issuance)).hasSize(1);
    database.useTransaction(transaction -> flows.forgetBefore(transaction, issuance.id(), 2));
    assertThat(find(database, issuance)).isEmpty();
  }

  @BothDatabases
  void aStepThatWaitsForeverKeepsItsLatestRecords(Database database) {
    Issuance issuance = started(database, certificate(database), NOW);
    put(database, List.of(record(issuance, 0, FlowStepKey.ORDER)));
    List<StepRecord> waits = new ArrayList<>();
    for (int revision = 1; revision <= 30; revision++) {
      waits.add(record(issuance, revision, FlowStepKey.LOOK));
    }
    put(database, waits);
    database.useTransaction(
        transaction -> flows.pruneWaits(transaction, issuance.id(), FlowStepKey.LOOK));
    List<StepRecord> kept = find(database, issuance);
    assertThat(kept).hasSize(21);
    assertThat(kept.get(0).step()).isEqualTo(FlowStepKey.ORDER);
    assertThat(kept.get(1).revision()).isEqualTo(11);
  }

  @BothDatabases
  void theLatestTenIssuancesOfACertificateKeepTheirRecords(Database database) {
    Certificate certificate = certificate(database);
    Certificate other = certificate(database);
    Issuance untouched = started(database, other, NOW);
    put(database, List.of(record(untouched, 1, FlowStepKey.ORDER)));
    List<Issuance> made = new ArrayList<>();
    for (int number = 0; number < 12; number++) {
      Issuance issuance = started(database, certificate, NOW.plusSeconds(number));
      put(database, List.of(record(issuance, 1, FlowStepKey.ORDER)));
      made.add(issuance);
      Issuance issued = issuance.at(new IssuanceState.Issued("version"), "issued");
      database.useTransaction(transaction -> issuances.save(transaction, issued, NOW));
    }
    database.useTransaction(transaction -> flows.pruneIssuances(transaction, certificate.id()));
    assertThat(find(database, made.get(0))).isEmpty();
    assertThat(find(database, made.get(1))).isEmpty();
    assertThat(find(database, made.get(2))).hasSize(1);
    assertThat(find(database, made.get(11))).hasSize(1);
    assertThat(find(database, untouched)).hasSize(1);
  }

  @BothDatabases
  void recordsGoWithTheirIssuances(Database database) {
    Certificate certificate = certificate(database);
    Issuance issuance = started(database, certificate, NOW);
    put(database, List.of(record(issuance, 1, FlowStepKey.ORDER)));
    database.useTransaction(transaction -> issuances.delete(transaction, certificate.id()));
    assertThat(find(database, issuance)).isEmpty();
  }

  @BothDatabases
  void anIssuanceIsFoundByItsIdOrAsTheLatest(Database database) {
    Certificate certificate = certificate(database);
    Issuance first = started(database, certificate, NOW);
    Issuance issued = first.at(new IssuanceState.Issued("version"), "issued");
    database.useTransaction(transaction -> issuances.save(transaction, issued, NOW.plusSeconds(9)));
    Issuance second = started(database, certificate, NOW.plusSeconds(10));
    database.read(handle -> {
      assertThat(issuances.find(handle, certificate.id(), null).orElseThrow().issuance().id())
          .isEqualTo(second.id());
      IssuanceStore.Finished found =
          issuances.find(handle, certificate.id(), first.id()).orElseThrow();
      assertThat(found.at()).isEqualTo(NOW.plusSeconds(9));
      assertThat(issuances.find(handle, "another", first.id())).isEmpty();
      return true;
    });
  }

  private void put(Database database, List<StepRecord> records) {
    database.useTransaction(transaction -> flows.put(transaction, records));
  }

  private List<StepRecord> find(Database database, Issuance issuance) {
    return database.read(handle -> flows.find(handle, issuance.id()));
  }

  private static StepRecord record(Issuance issuance, long revision, FlowStepKey step) {
    return new StepRecord(
        issuance.id(),
        revision,
        1,
        step,
        Outcome.OPEN,
        NOW,
        NOW.plusMillis(5),
        List.of(new FlowExchange(NOW, "kalm", "ca", "asked", null, null, "a.com")),
        "a sentence");
  }

  private Issuance started(Database database, Certificate certificate, Instant at) {
    Issuance issuance = IssuanceEngine.first(certificate, at);
    database.useTransaction(transaction -> issuances.insert(transaction, issuance, at));
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
