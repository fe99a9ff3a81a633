package dev.kalm.server.certificate;

import dev.kalm.api.CertificateQuery;
import dev.kalm.api.CertificateSort;
import dev.kalm.api.CountedPage;
import dev.kalm.api.SortOrder;
import dev.kalm.server.database.Database;
import dev.kalm.server.zone.ZoneService;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The list of certificates: searched, filtered and sorted in the database, part by part. */
public final class CertificateList {
  private final Database database;
  private final CertificateStore certificates;
  private final CertificateView view;
  private final InstantSource clock;
  private final CertificateListStore store = new CertificateListStore();

  public CertificateList(
      Database database,
      CertificateStore certificates,
      Issuances issuances,
      ZoneService zones,
      InstantSource clock) {
    this.database = database;
    this.certificates = certificates;
    this.view = new CertificateView(certificates, issuances, zones, clock);
    this.clock = clock;
  }

  /** The cursor is of no list, or of another one. */
  public static final class ForeignCursorException extends RuntimeException {
    ForeignCursorException() {
      super("give the next of the part before, with the same sort and order");
    }
  }

  /**
   * At most {@code limit} of the certificates that the query finds, and how many it finds.
   *
   * @param cursor the {@code next} of the part before; null for the first
   * @throws ForeignCursorException if it is not
   */
  public CountedPage<dev.kalm.api.Certificate> page(
      CertificateQuery query, @Nullable String cursor, int limit) {
    CertificateSort sort = Objects.requireNonNullElse(query.sort(), CertificateSort.CREATED);
    SortOrder direction = Objects.requireNonNullElse(query.order(), SortOrder.ASC);
    ListOrder order = ListOrder.of(sort, direction);
    ListCursor after =
        cursor == null
            ? null
            : ListCursor.of(cursor, sort, direction).orElseThrow(ForeignCursorException::new);
    Instant asOf = after == null ? clock.instant() : after.asOf();
    return database.snapshot(snapshot -> {
      List<CertificateListStore.Place> found =
          store.page(snapshot.handle(), query, order, after, asOf, limit + 1);
      List<CertificateListStore.Place> shown =
          found.size() > limit ? found.subList(0, limit) : found;
      List<String> ids = shown.stream().map(CertificateListStore.Place::id).toList();
      return new CountedPage<>(
          view.of(snapshot, certificates.those(snapshot.handle(), ids)),
          found.size() > limit ? cursor(sort, direction, asOf, shown.getLast()) : null,
          store.count(snapshot.handle(), query, asOf));
    });
  }

  private static String cursor(
      CertificateSort sort, SortOrder order, Instant asOf, CertificateListStore.Place last) {
    return new ListCursor(sort, order, asOf, last.group(), last.key(), last.id()).text();
  }

  /**
   * The certificates that have this name, as a person typed it; none for what is no name. At most
   * {@code limit}, the oldest first.
   */
  public CountedPage<dev.kalm.api.Certificate> named(String typed, int limit) {
    try {
      String name = CertificateNames.normalise(List.of(typed)).getFirst();
      return database.snapshot(snapshot -> {
        List<dev.kalm.api.Certificate> found =
            view.of(snapshot, certificates.named(snapshot.handle(), name, limit));
        return new CountedPage<>(found, null, found.size());
      });
    } catch (CertificateNames.RefusedNamesException noName) {
      return new CountedPage<>(List.of(), null, 0);
    }
  }

  /**
   * Fills in what rows of a node of the release before lack; called once, before the first request.
   * A certificate that such a node changes later is listed under its old status until the next
   * start or its next change.
   */
  public void mend() {
    boolean more = true;
    while (more) {
      more = database.inTransaction(store::mendNames);
    }
    database.useTransaction(store::mendStatus);
  }
}
