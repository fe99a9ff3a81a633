package dev.kalm.server.certificate;

import dev.kalm.api.Issuance;
import dev.kalm.api.IssuanceEntry;
import dev.kalm.server.database.Snapshot;
import dev.kalm.server.database.Transaction;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What certificates need to know of their issuances; {@code issuance} implements it. */
public interface Issuances {

  /**
   * Starts an issuance, or hastens the unfinished one: in the transaction, effective at its commit.
   */
  void start(Transaction transaction, Certificate certificate);

  /** The unfinished issuance of each of the certificates that has one, by the certificate's id. */
  Map<String, Issuance> unfinished(Snapshot snapshot, List<String> certificates);

  /**
   * At most {@code limit} of the certificate's issuances, the newest first.
   *
   * @param after where the part before ended; null for the first
   */
  List<IssuanceEntry> history(
      Snapshot snapshot, String certificate, @Nullable HistoryCursor after, int limit);

  /**
   * A delegation of the certificate is going, in this transaction: an unfinished issuance whose
   * proof is under way goes back to waiting for its records, whatever step is being done for it.
   */
  void proveAgain(Transaction transaction, Certificate certificate);

  /** Forgets every issuance of the certificate, its challenge values and its job. */
  void delete(Transaction transaction, String certificate);
}
