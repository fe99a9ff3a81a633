package dev.kalm.server.certificate;

import dev.kalm.api.IssuanceEntry;
import dev.kalm.api.Page;
import dev.kalm.api.VersionEntry;
import dev.kalm.server.database.Database;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a certificate: its issuances and its versions, the newest first. */
public final class CertificateHistory {
  private final Database database;
  private final CertificateStore store;
  private final Issuances issuances;

  public CertificateHistory(Database database, CertificateStore store, Issuances issuances) {
    this.database = database;
    this.store = store;
    this.issuances = issuances;
  }

  /**
   * At most {@code limit} issuances.
   *
   * @param cursor the {@code next} of the part before; null for the first
   * @throws CertificateService.NotFoundException if there is no such certificate
   */
  public Page<IssuanceEntry> issuances(String id, @Nullable HistoryCursor cursor, int limit) {
    return database.snapshot(snapshot -> {
      CertificateService.found(store.find(snapshot.handle(), id), id);
      List<IssuanceEntry> found = issuances.history(snapshot, id, cursor, limit + 1);
      return HistoryCursor.page(
          found, limit, last -> new HistoryCursor(last.startedAt(), last.id()));
    });
  }

  /** The same of versions. */
  public Page<VersionEntry> versions(String id, @Nullable HistoryCursor cursor, int limit) {
    return database.snapshot(snapshot -> {
      CertificateService.found(store.find(snapshot.handle(), id), id);
      List<VersionEntry> found = store.history(snapshot.handle(), id, cursor, limit + 1);
      return HistoryCursor.page(
          found, limit, last -> new HistoryCursor(last.createdAt(), last.id()));
    });
  }
}
