package dev.kalm.server.challenge;

import dev.kalm.api.ChallengeType;
import dev.kalm.server.check.RecordCheck;
import dev.kalm.server.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One way of showing control of a name (RFC 8555 section 8). */
public sealed interface Solver permits DnsSolver, HttpSolver {

  ChallengeType type();

  /**
   * The records that have to be there before an order makes sense and are not, as the world sees
   * them; empty if all is right.
   */
  List<RecordCheck> missing(List<String> domains) throws InterruptedException;

  /** What is shown for a key authorization. */
  String value(String keyAuthorization);

  /**
   * Shows the values from the commit on, until {@code expiresAt} at the latest.
   *
   * @return what {@link #awaitPublished} takes
   */
  long present(
      Transaction transaction,
      String issuance,
      List<Presentation> presentations,
      Instant expiresAt);

  /** Waits until every live node shows what was presented; false when the time is up. */
  boolean awaitPublished(long publication) throws InterruptedException;

  /** Looks as the CA will; a sentence on what the CA would not find, or empty. */
  Optional<String> lookAsTheAuthority(List<Presentation> presentations) throws InterruptedException;

  /** Notices from now on when the CA looks. */
  Sightings.Watch watch(List<Presentation> presentations);

  /** Stops showing everything of the issuance. */
  void withdraw(Transaction transaction, String issuance);
}
