package dev.kalm.server.issuance;

import dev.kalm.api.ChallengeType;
import dev.kalm.api.ProblemKind;
import dev.kalm.server.authority.Authorities;
import dev.kalm.server.authority.Authority;
import dev.kalm.server.authority.AuthorityException;
import dev.kalm.server.authority.Failure;
import dev.kalm.server.certificate.Certificate;
import dev.kalm.server.certificate.CertificateChanges;
import dev.kalm.server.certificate.CertificateStore;
import dev.kalm.server.challenge.Solver;
import dev.kalm.server.database.Database;
import dev.kalm.server.database.Transaction;
import dev.kalm.server.flow.FlowJournal;
import dev.kalm.server.flow.FlowStore;
import dev.kalm.server.flow.StepRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries issuances on: reads the state, does its step, stores the next state, and so on until one
 * has to wait. A crash between two steps resumes at the stored one; a crash within a step repeats
 * it.
 */
public final class IssuanceEngine {
  private static final Logger LOG = LoggerFactory.getLogger(IssuanceEngine.class);

  /** A CA that forgets more often than this in one issuance is failing. */
  private static final int FORGOTTEN_LIMIT = 3;

  private final Database database;
  private final CertificateStore certificates;
  private final Authorities authorities;
  private final Map<ChallengeType, Solver> solvers;
  private final IssuanceSteps steps;
  private final RetryPolicy retries;
  private final CertificateChanges changes;
  private final InstantSource clock;
  private final IssuanceStore store = new IssuanceStore();
  private final FlowStore flows = new FlowStore();

  /** What a step came to. */
  sealed interface Outcome {

    /**
     * The next state, made and stored in one transaction with whatever has to be true together with
     * it.
     */
    record Next(Function<Transaction, Issuance> made) implements Outcome {
      static Next to(Issuance issuance) {
        return new Next(transaction -> issuance);
      }
    }

    /** Nothing to do before the issuance's next attempt. */
    record Wait(Issuance issuance) implements Outcome {}

    /** It did not work. */
    record Fail(Failure failure, boolean fromTheStart) implements Outcome {}
  }

  /** What a step knows. */
  record Task(
      Issuance issuance,
      Certificate certificate,
      Authority authority,
      Solver solver,
      FlowJournal journal) {}

  public IssuanceEngine(
      Database database,
      CertificateStore certificates,
      Authorities authorities,
      Map<ChallengeType, Solver> solvers,
      IssuanceSteps steps,
      RetryPolicy retries,
      CertificateChanges changes,
      InstantSource clock) {
    this.database = database;
    this.certificates = certificates;
    this.authorities = authorities;
    this.solvers = Map.copyOf(solvers);
    this.steps = steps;
    this.retries = retries;
    this.changes = changes;
    this.clock = clock;
  }

  /** Does what is due for a certificate, and returns when to come back; empty if never. */
  public Optional<Instant> run(String certificateId) throws InterruptedException {
    Optional<Certificate> certificate =
        database.read(handle -> certificates.find(handle, certificateId));
    if (certificate.isEmpty()) {
      return Optional.empty();
    }
    Optional<Issuance> unfinished =
        database.read(handle -> store.unfinished(handle, certificateId));
    if (unfinished.isEmpty()) {
      Instant renewAt = certificate.get().renewAt();
      if (renewAt == null || renewAt.isAfter(clock.instant())) {
        return Optional.ofNullable(renewAt);
      }
      unfinished = Optional.of(begin(certificate.get()));
    }
    Instant nextAttempt = unfinished.get().nextAttempt();
    if (nextAttempt != null && nextAttempt.isAfter(clock.instant())) {
      return Optional.of(nextAttempt);
    }
    try {
      return advance(certificate.get(), unfinished.get());
    } catch (IssuanceStore.OvertakenException overtaken) {
      LOG.info("{}", overtaken.getMessage());
      return Optional.of(clock.instant().plusSeconds(1));
    }
  }

  private Issuance begin(Certificate certificate) {
    Issuance fresh = first(certificate, clock.instant());
    database.useTransaction(transaction -> store.insert(transaction, fresh, clock.instant()));
    return fresh;
  }

  /** How every issuance begins. */
  static Issuance first(Certificate certificate, Instant now) {
    return new Issuance(
        UUID.randomUUID().toString(),
        certificate.id(),
        start(certificate, now),
        "about to start",
        0,
        null,
        0,
        now,
        null);
  }

  private static IssuanceState start(Certificate certificate, Instant now) {
    return switch (certificate.challenge()) {
      case DNS_01 -> new IssuanceState.AwaitingDelegation(now);
      case HTTP_01 -> new IssuanceState.Ordering();
    };
  }

  private Optional<Instant> advance(Certificate certificate, Issuance first)
      throws InterruptedException {
    Issuance issuance = first;
    boolean resumed = true;
    while (true) {
      FlowJournal journal = journal(certificate, issuance);
      Outcome outcome = step(certificate, issuance, journal, resumed);
      resumed = false;
      switch (outcome) {
        case Outcome.Next next -> {
          Issuance from = issuance;
          List<StepRecord> records = journal.done();
          issuance =
              save(
                  certificate,
                  from,
                  transaction -> {
                    Issuance made = next.made().apply(transaction);
                    noteDone(transaction, certificate, from, made, records);
                    return made;
                  });
          if (issuance.state() instanceof IssuanceState.Issued) {
            LOG.info("issued {} for {}", certificate.id(), certificate.names());
            return database
                .read(handle -> certificates.find(handle, certificate.id()))
                .map(Certificate::renewAt);
          }
        }
        case Outcome.Wait wait -> {
          Issuance from = issuance;
          List<StepRecord> records =
              journal.waits(!wait.issuance().detail().equals(issuance.detail()));
          Issuance waiting =
              save(
                  certificate,
                  from,
                  transaction -> {
                    if (!records.isEmpty()) {
                      forgetEarlierTries(transaction, certificate, from);
                      flows.put(transaction, records);
                      flows.pruneWaits(transaction, from.id(), FlowSteps.of(from.state()));
                    }
                    return wait.issuance();
                  });
          return Optional.ofNullable(waiting.nextAttempt());
        }
        case Outcome.Fail fail -> {
          List<StepRecord> records = journal.failed(fail.failure().problem().summary());
          return Optional.ofNullable(fail(certificate, issuance, fail, records).nextAttempt());
        }
      }
    }
  }

  private void noteDone(
      Transaction transaction,
      Certificate certificate,
      Issuance from,
      Issuance made,
      List<StepRecord> records) {
    boolean isRetry = from.state() instanceof IssuanceState.Failed;
    boolean wasForgotten = made.failures() > from.failures();
    if (isRetry || wasForgotten) {
      return;
    }
    forgetEarlierTries(transaction, certificate, from);
    flows.put(transaction, records);
    if (made.state() instanceof IssuanceState.Issued && certificate.renewAt() != null) {
      flows.pruneIssuances(transaction, certificate.id());
    }
  }

  /** A try that begins from the start shows its own steps only. */
  private void forgetEarlierTries(
      Transaction transaction, Certificate certificate, Issuance issuance) {
    if (issuance.failures() > 0 && FlowSteps.isFirst(issuance.state(), certificate.challenge())) {
      flows.forgetBefore(transaction, issuance.id(), issuance.failures() + 1);
    }
  }

  private FlowJournal journal(Certificate certificate, Issuance issuance) {
    return new FlowJournal(
        new FlowJournal.Origin(issuance.id(), issuance.revision(), issuance.failures() + 1),
        FlowSteps.of(issuance.state()),
        clock,
        records -> show(certificate, records));
  }

  /** What cannot be shown early is shown with the step's end. */
  private void show(Certificate certificate, List<StepRecord> records) {
    try {
      database.useTransaction(transaction -> {
        flows.put(transaction, records);
        transaction.afterCommit(() -> changes.changed(certificate.id()));
      });
    } catch (RuntimeException failed) {
      LOG.debug("what {} is doing could not be shown yet", certificate.id(), failed);
    }
  }

  private Outcome step(
      Certificate certificate, Issuance issuance, FlowJournal journal, boolean resumed)
      throws InterruptedException {
    Optional<Authority> authority = authorities.find(certificate.authority());
    if (authority.isEmpty()) {
      return new Outcome.Fail(
          Failure.of(
              ProblemKind.USER_ACTION,
              "unknown authority",
              certificate.names().getFirst()
                  + " was ordered from the authority '"
                  + certificate.authority()
                  + "', which is not set any more",
              "set the authority again, or delete the certificate and create it anew"),
          false);
    }
    Solver solver = solvers.get(certificate.challenge());
    if (solver == null) {
      throw new IllegalStateException("no solver for " + certificate.challenge());
    }
    Task task = new Task(issuance, certificate, authority.get(), solver, journal);
    try {
      return switch (issuance.state()) {
        case IssuanceState.AwaitingDelegation state ->
            steps.validation().awaitDelegation(task, state);
        case IssuanceState.Ordering state -> steps.validation().order(task);
        case IssuanceState.Presenting state -> steps.validation().present(task, state);
        case IssuanceState.Confirming state -> steps.validation().confirm(task, state);
        case IssuanceState.Validating state -> steps.validation().validate(task, state);
        case IssuanceState.Finalizing state ->
            steps.certificate().finalizeOrder(task, state, resumed);
        case IssuanceState.Downloading state -> steps.certificate().download(task, state, resumed);
        case IssuanceState.Installing state -> steps.certificate().install(task, state);
        case IssuanceState.Failed _ ->
            Outcome.Next.to(again(certificate, issuance, clock.instant()));
        case IssuanceState.Issued state ->
            throw new IllegalStateException("finished: " + issuance.id());
      };
    } catch (AuthorityException refused) {
      return refused.gone() && issuance.failures() < FORGOTTEN_LIMIT
          ? anew(task)
          : new Outcome.Fail(refused.failure(), refused.gone());
    } catch (InterruptedException | IssuanceStore.OvertakenException stop) {
      throw stop;
    } catch (CancellationException interrupted) {
      throw new InterruptedException(interrupted.getMessage());
    } catch (RuntimeException fault) {
      LOG.error("issuance {} of {} hit a fault", issuance.id(), certificate.names(), fault);
      return new Outcome.Fail(
          Failure.of(
              ProblemKind.INTERNAL,
              "a fault of this program",
              "something went wrong inside Kalm while it was "
                  + IssuanceStore.word(issuance.state())
                  + " "
                  + certificate.names().getFirst(),
              "look for issuance "
                  + issuance.id()
                  + " in the server's log, and report it; it is tried again"),
          false);
    }
  }

  /** What the CA has forgotten is begun anew at once: its values go, and so does its order. */
  private Outcome anew(Task task) {
    Issuance issuance = task.issuance();
    LOG.info(
        "{} has forgotten issuance {}: beginning anew", task.authority().name(), issuance.id());
    return new Outcome.Next(transaction -> {
      task.solver().withdraw(transaction, issuance.id());
      return issuance
          .at(start(task.certificate(), clock.instant()), "the authority forgot it; beginning anew")
          .withFailures(issuance.failures() + 1);
    });
  }

  /** A failed issuance that goes on: from where it was, or from the start. */
  static Issuance again(Certificate certificate, Issuance issuance, Instant now) {
    IssuanceState resume =
        issuance.state() instanceof IssuanceState.Failed failed ? failed.resume() : null;
    return issuance.at(resume == null ? start(certificate, now) : resume, "trying again");
  }

  /**
   * Stores the failure. What began with an order that cannot be finished begins anew, its values
   * withdrawn.
   */
  private Issuance fail(
      Certificate certificate, Issuance issuance, Outcome.Fail fail, List<StepRecord> records) {
    int failures = issuance.failures() + 1;
    Failure failure = fail.failure();
    boolean resumable = failure.kind() == ProblemKind.TRANSIENT && !fail.fromTheStart();
    IssuanceState resume = resumable ? issuance.state() : null;
    Instant retryAt = retries.retryAt(failure, failures, clock.instant());
    LOG.warn(
        "{} failed while {}: {}; next attempt at {}",
        certificate.names(),
        IssuanceStore.word(issuance.state()),
        failure.problem().summary(),
        retryAt);
    Issuance failed =
        issuance
            .at(new IssuanceState.Failed(failure, resume), failure.problem().summary())
            .withFailures(failures)
            .waiting(failure.problem().summary(), retryAt);
    Solver solver = solvers.get(certificate.challenge());
    return save(
        certificate,
        issuance,
        transaction -> {
          if (resume == null && solver != null) {
            solver.withdraw(transaction, issuance.id());
          }
          flows.put(transaction, records);
          return failed;
        });
  }

  private Issuance save(
      Certificate certificate, Issuance from, Function<Transaction, Issuance> made) {
    return database.inTransaction(transaction -> {
      store.requireLatest(transaction, from);
      Issuance next = made.apply(transaction);
      transaction.afterCommit(
          isSettled(next.state())
              ? () -> changes.settled(certificate.id())
              : () -> changes.changed(certificate.id()));
      return store.save(transaction, next, clock.instant());
    });
  }

  private static boolean isSettled(IssuanceState state) {
    return state instanceof IssuanceState.Issued || state instanceof IssuanceState.Failed;
  }
}
