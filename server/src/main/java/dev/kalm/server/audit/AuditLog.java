package dev.kalm.server.audit;

import dev.kalm.server.database.GrowingId;
import dev.kalm.server.database.Transaction;
import dev.kalm.server.http.Caller;
import java.time.Instant;
import java.time.InstantSource;

/** Writes the audit log. It keeps nothing itself: every feature makes its own from its clock. */
public final class AuditLog {
  private final InstantSource clock;
  private final AuditStore store = new AuditStore();

  public AuditLog(InstantSource clock) {
    this.clock = clock;
  }

  /** Adds an entry for whoever makes the request under way, or else for Kalm itself. */
  public void record(Transaction transaction, AuditEntry entry) {
    record(transaction, Caller.current(), entry);
  }

  /** Adds an entry for a caller who has only just become known, by signing in. */
  public void record(Transaction transaction, Caller caller, AuditEntry entry) {
    Instant now = clock.instant();
    store.insert(transaction, GrowingId.next(now), now, caller, entry);
  }
}
