package dev.kalm.server.challenge;

import dev.kalm.api.ChallengeType;
import dev.kalm.server.check.RecordCheck;
import dev.kalm.server.database.Transaction;
import java.time.Instant;
import java.util.List;

/** One way of showing control of a name (RFC 8555 section 8). */
public sealed interface Solver permits DnsSolver, HttpSolver {

  ChallengeType type();

  /** The records that have to be there before an order makes sense, as the world sees them. */
  List<RecordCheck> records(List<String> domains) throws InterruptedException;

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

  /** Where each value is shown: a name in DNS, or a URL. */
  List<String> places(List<Presentation> presentations);

  /**
   * Looks as the CA will, and before that at this server itself where that is another look. What is
   * wrong is wrong for the CA too.
   */
  List<Look> lookAsTheAuthority(List<Presentation> presentations) throws InterruptedException;

  /** Notices from now on when the CA looks. */
  Sightings.Watch watch(List<Presentation> presentations);

  /** Stops showing everything of the issuance. */
  void withdraw(Transaction transaction, String issuance);
}
