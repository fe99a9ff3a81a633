package dev.kalm.server.issuance;

import dev.kalm.api.ChallengeType;
import dev.kalm.api.IssuanceEntry;
import dev.kalm.api.Problem;
import dev.kalm.server.certificate.Certificate;
import dev.kalm.server.certificate.HistoryCursor;
import dev.kalm.server.certificate.Issuances;
import dev.kalm.server.challenge.Solver;
import dev.kalm.server.database.Database;
import dev.kalm.server.database.Snapshot;
import dev.kalm.server.database.Transaction;
import dev.kalm.server.job.Jobs;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts issuances, shows them, and forgets them. */
public final class IssuanceService implements Issuances {
  /** The others are tried again in their own time. */
  private static final int MOST_AT_ONCE = 1000;

  private final Database database;
  private final Jobs jobs;
  private final Map<ChallengeType, Solver> solvers;
  private final InstantSource clock;
  private final IssuanceStore store = new IssuanceStore();

  public IssuanceService(
      Database database, Jobs jobs, Map<ChallengeType, Solver> solvers, InstantSource clock) {
    this.database = database;
    this.jobs = jobs;
    this.solvers = Map.copyOf(solvers);
    this.clock = clock;
  }

  @Override
  public void start(Transaction transaction, Certificate certificate) {
    Instant now = clock.instant();
    Optional<Issuance> unfinished = store.unfinished(transaction.handle(), certificate.id());
    if (unfinished.isPresent() && unfinished.get().state() instanceof IssuanceState.Failed) {
      // What is shown from now on is the new try, not the failure before it.
      store.save(transaction, IssuanceEngine.again(certificate, unfinished.get(), now), now);
    } else if (unfinished.isPresent()) {
      store.hasten(transaction, certificate.id(), now);
    } else {
      store.insert(transaction, IssuanceEngine.first(certificate, now), now);
    }
    jobs.schedule(transaction, certificate.id(), now);
  }

  /** Records that issuances wait for have been seen, the domain's or the zone's: they go on now. */
  public void recordsSeen(Optional<String> domain) {
    database.useTransaction(transaction -> {
      for (String certificate : store.awaitingDelegation(transaction, domain)) {
        store.hasten(transaction, certificate, clock.instant());
        jobs.schedule(transaction, certificate, clock.instant());
      }
    });
  }

  /**
   * The authority is set in another way in this transaction: what has failed for how it was set is
   * tried again now.
   */
  public void authoritySet(Transaction transaction, String authority) {
    Instant now = clock.instant();
    for (Issuance issuance : store.failed(transaction.handle(), authority, MOST_AT_ONCE)) {
      if (issuance.state() instanceof IssuanceState.Failed failed
          && failed.failure().mayEndWithSettings()) {
        store.hasten(transaction, issuance.certificateId(), now);
        jobs.schedule(transaction, issuance.certificateId(), now);
      }
    }
  }

  @Override
  public Map<String, dev.kalm.api.Issuance> unfinished(
      Snapshot snapshot, List<String> certificates) {
    Map<String, dev.kalm.api.Issuance> shown = new HashMap<>();
    for (Issuance issuance : store.unfinished(snapshot.handle(), certificates)) {
      Problem problem =
          issuance.state() instanceof IssuanceState.Failed failed
              ? failed.failure().problem()
              : null;
      shown.put(
          issuance.certificateId(),
          new dev.kalm.api.Issuance(
              dev.kalm.api.IssuanceState.of(IssuanceStore.word(issuance.state())),
              issuance.detail(),
              problem,
              issuance.nextAttempt()));
    }
    return shown;
  }

  @Override
  public List<IssuanceEntry> history(
      Snapshot snapshot, String certificate, @Nullable HistoryCursor after, int limit) {
    return store.history(snapshot.handle(), certificate, after, limit);
  }

  @Override
  public void proveAgain(Transaction transaction, Certificate certificate) {
    Instant now = clock.instant();
    Optional<Issuance> proving =
        store
            .unfinished(transaction.handle(), certificate.id())
            .filter(issuance -> isProving(issuance.state()));
    if (proving.isPresent()) {
      solvers.values().forEach(solver -> solver.withdraw(transaction, proving.get().id()));
      store.save(
          transaction,
          proving.get().at(new IssuanceState.AwaitingDelegation(now), "a delegation was deleted"),
          now);
      jobs.schedule(transaction, certificate.id(), now);
    }
  }

  /** Whether it needs its delegations still, and counts on their being there. */
  private static boolean isProving(IssuanceState state) {
    return switch (state) {
      case IssuanceState.Ordering _, IssuanceState.Presenting _ -> true;
      case IssuanceState.Confirming _, IssuanceState.Validating _ -> true;
      case IssuanceState.Failed failed -> failed.resume() != null && isProving(failed.resume());
      case IssuanceState.AwaitingDelegation _ -> false;
      case IssuanceState.Finalizing _, IssuanceState.Downloading _ -> false;
      case IssuanceState.Installing _, IssuanceState.Issued _ -> false;
    };
  }

  @Override
  public void delete(Transaction transaction, String certificate) {
    for (String issuance : store.ids(transaction.handle(), certificate)) {
      solvers.values().forEach(solver -> solver.withdraw(transaction, issuance));
    }
    store.delete(transaction, certificate);
    jobs.cancel(transaction, certificate);
  }
}
