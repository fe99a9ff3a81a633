package dev.kalm.cli;

import dev.kalm.api.Certificate;
import dev.kalm.api.CertificateStatus;
import dev.kalm.api.DnsRecord;
import dev.kalm.api.Issuance;
import dev.kalm.api.IssuanceState;
import dev.kalm.api.KalmClient;
import dev.kalm.api.KalmException;
import dev.kalm.api.Problem;
import dev.kalm.api.ProblemKind;
import dev.kalm.api.RecordStatus;
import dev.kalm.api.Tagged;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Follows an issuance by long poll and tells each step as a line on standard error. */
final class Waiting {
  /** How an issuance ended for the one who waited. */
  enum Outcome {
    ISSUED,
    FAILED,
    OUT_OF_TIME
  }

  record Result(Outcome outcome, Certificate certificate) {}

  private static final Duration LONG_POLL = Duration.ofSeconds(30);
  private static final Duration FIRST_RECONNECT = Duration.ofMillis(200);
  private static final Duration LONGEST_RECONNECT = Duration.ofSeconds(5);

  private final KalmClient client;
  private final Terminal terminal;
  private final Instant started;
  private final Instant deadline;
  private final @Nullable Certificate before;
  private final Set<DnsRecord> toldRecords = new HashSet<>();
  private @Nullable String toldStep;
  private @Nullable Problem toldProblem;

  /**
   * {@code before} is what a renewal started from, which is not yet its outcome; null otherwise.
   */
  Waiting(KalmClient client, Terminal terminal, Duration timeout, @Nullable Certificate before) {
    this.client = client;
    this.terminal = terminal;
    this.started = terminal.clock().instant();
    this.deadline = started.plus(timeout);
    this.before = before;
    if (before != null) {
      toldRecords.addAll(before.records());
    }
  }

  Result follow(Tagged<Certificate> first) throws KalmException {
    Tagged<Certificate> current = first;
    while (true) {
      Certificate certificate = current.value();
      tell(certificate);
      Outcome outcome = outcome(certificate);
      if (outcome != null) {
        return new Result(outcome, certificate);
      }
      Tagged<Certificate> next = await(current);
      if (next == null) {
        return new Result(Outcome.OUT_OF_TIME, certificate);
      }
      current = next;
    }
  }

  private @Nullable Outcome outcome(Certificate certificate) {
    Issuance issuance = certificate.issuance();
    if (isBefore(certificate)) {
      return null;
    }
    if (issuance == null) {
      return certificate.status() == CertificateStatus.READY ? Outcome.ISSUED : null;
    }
    return switch (issuance.state()) {
      case ISSUED -> Outcome.ISSUED;
      case FAILED -> triesAgainInTime(issuance) ? null : Outcome.FAILED;
      case AWAITING_DELEGATION,
          ORDERING,
          PRESENTING,
          CONFIRMING,
          VALIDATING,
          FINALIZING,
          DOWNLOADING,
          INSTALLING ->
          null;
    };
  }

  private boolean isBefore(Certificate certificate) {
    return before != null
        && Objects.equals(certificate.issuance(), before.issuance())
        && Objects.equals(certificate.version(), before.version());
  }

  /** Whether waiting on has a point: nobody has to act, and the next attempt comes in time. */
  private boolean triesAgainInTime(Issuance issuance) {
    Problem problem = issuance.problem();
    ProblemKind kind = problem == null ? null : problem.kind();
    if (issuance.nextAttemptAt() == null || issuance.nextAttemptAt().isAfter(deadline)) {
      return false;
    }
    return switch (kind) {
      case null -> true;
      case TRANSIENT, INTERNAL -> true;
      case RATE_LIMITED, USER_ACTION, REFUSED -> false;
    };
  }

  /** Null when the time is up. A server that restarts meanwhile does not end the wait. */
  private @Nullable Tagged<Certificate> await(Tagged<Certificate> current) throws KalmException {
    Duration pause = FIRST_RECONNECT;
    boolean told = false;
    while (true) {
      Duration left = Duration.between(terminal.clock().instant(), deadline);
      if (!left.isPositive()) {
        return null;
      }
      try {
        Duration wait = left.compareTo(LONG_POLL) < 0 ? left : LONG_POLL;
        Tagged<Certificate> next = client.awaitChange(current.value().id(), current.etag(), wait);
        if (!next.etag().equals(current.etag())) {
          return next;
        }
        // Normally the service held this answer; a pause keeps one that does not from being
        // flooded.
        sleep(FIRST_RECONNECT);
        pause = FIRST_RECONNECT;
        told = false;
      } catch (KalmException e) {
        if (e.problem().kind() != ProblemKind.TRANSIENT) {
          throw e;
        }
        if (!told) {
          line(e.problem().summary() + " Trying again until the time is up.");
          told = true;
        }
        sleep(pause.compareTo(left) < 0 ? pause : left);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_RECONNECT) < 0 ? doubled : LONGEST_RECONNECT;
      }
    }
  }

  /** There is no event to wait for when the server cannot be reached. */
  private static void sleep(Duration pause) throws KalmException {
    try {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KalmException(
          Problem.ofType(Problem.NO_TYPE, null, "The wait was interrupted."), e);
    }
  }

  private void tell(Certificate certificate) {
    for (DnsRecord dns : certificate.records()) {
      boolean lookedAt = dns.status() != RecordStatus.UNKNOWN;
      if (lookedAt && toldRecords.add(dns)) {
        String detail = dns.detail() == null ? "" : " " + dns.detail();
        line(dns.type() + " " + dns.name() + " is " + dns.status() + "." + detail);
      }
    }
    Issuance issuance = certificate.issuance();
    if (issuance == null || isBefore(certificate)) {
      return;
    }
    String step = issuance.state() + ": " + issuance.detail();
    if (!step.equals(toldStep)) {
      toldStep = step;
      line(step);
    }
    Problem problem = issuance.problem();
    if (problem != null && !problem.equals(toldProblem)) {
      toldProblem = problem;
      line(Text.problem(problem).stripTrailing().replace("\n", "\n          "));
      if (issuance.state() == IssuanceState.FAILED && issuance.nextAttemptAt() != null) {
        line("The next attempt starts by itself at " + issuance.nextAttemptAt() + ".");
      }
    }
  }

  private void line(String text) {
    double seconds = Duration.between(started, terminal.clock().instant()).toMillis() / 1000.0;
    terminal.err().println(String.format(Locale.ROOT, "%7.1fs  %s", seconds, text));
  }
}
