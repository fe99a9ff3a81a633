package dev.kalm.server.certificate;

import dev.kalm.api.CertificateQuery;
import dev.kalm.api.CertificateStatus;
import dev.kalm.server.database.Transaction;
import dev.kalm.server.name.SearchText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/** The list of certificates, by what stands in their own rows for it. */
public final class CertificateListStore {
  /** {@link CertificateView#status} without the clock, from the tables that know. */
  private static final String PHASE =
      "CASE WHEN EXISTS (SELECT 1 FROM issuance i WHERE i.certificate_id = certificate.id AND i.finished_at IS NULL"
          + " AND i.state = 'failed') THEN 'failing'"
          + " WHEN current_version IS NULL THEN CASE WHEN EXISTS (SELECT 1 FROM issuance i WHERE i.certificate_id = certificate.id"
          + " AND i.finished_at IS NULL AND i.state <> 'awaiting-delegation') THEN 'issuing' ELSE 'pending' END"
          + " WHEN EXISTS (SELECT 1 FROM issuance i WHERE i.certificate_id = certificate.id AND i.finished_at IS NULL) THEN 'renewing'"
          + " WHEN EXISTS (SELECT 1 FROM certificate_version v WHERE v.id = current_version AND v.revoked_at IS NOT NULL) THEN 'revoked'"
          + " ELSE 'ready' END";

  private static final int MEND_AT_ONCE = 1000;

  /** One entry's place in the order. */
  record Place(String id, int group, String key) {}

  /** A phase with the clock. */
  static CertificateStatus status(String phase, @Nullable Instant notAfter, Instant now) {
    CertificateStatus status = CertificateStatus.of(phase);
    return notAfter != null && notAfter.isBefore(now) && status != CertificateStatus.FAILING
        ? CertificateStatus.EXPIRED
        : status;
  }

  /**
   * Brings the status in the certificate's row up to date; called last in every transaction that
   * changes what it follows from.
   */
  public void refresh(Transaction transaction, String certificate) {
    transaction
        .handle()
        .createUpdate(
            "UPDATE certificate SET phase = " + PHASE + " WHERE id = :id AND phase <> " + PHASE)
        .bind("id", certificate)
        .execute();
  }

  /** At most {@code limit} places after {@code after}, in the order. */
  List<Place> page(
      Handle handle,
      CertificateQuery query,
      ListOrder order,
      @Nullable ListCursor after,
      Instant now,
      int limit) {
    List<String> filters = filters(query);
    return filters.isEmpty()
        ? walk(handle, order, after, now, limit)
        : scan(handle, query, filters, order, after, now, limit);
  }

  /** From group to group along an index, which costs what it finds. */
  private static List<Place> walk(
      Handle handle, ListOrder order, @Nullable ListCursor after, Instant now, int limit) {
    List<Place> places = new ArrayList<>();
    int from = after == null ? 0 : after.group();
    for (int number = from; number < order.groups().size() && places.size() < limit; number++) {
      ListOrder.Group group = order.groups().get(number);
      boolean goesOn = after != null && number == after.group();
      String sql =
          "SELECT id, "
              + order.column()
              + " AS sort_key FROM certificate WHERE "
              + group.condition()
              + (goesOn ? " AND " + order.beyond(group, order.column()) : "")
              + " ORDER BY "
              + (group.isKeyed() ? order.column() + order.direction() + ", " : "")
              + "id"
              + order.direction()
              + " LIMIT :limit";
      int groupNumber = number;
      bound(handle.createQuery(sql), order, after, now)
          .bind("limit", limit - places.size())
          .map((row, _) -> place(row.getString("id"), groupNumber, row.getString("sort_key")))
          .forEach(places::add);
    }
    return places;
  }

  /** All rows once, and the first of those that fit: no index finds a part of a name. */
  private static List<Place> scan(
      Handle handle,
      CertificateQuery query,
      List<String> filters,
      ListOrder order,
      @Nullable ListCursor after,
      Instant now,
      int limit) {
    String group = order.group();
    String goesOn = "";
    if (after != null && after.group() < order.groups().size()) {
      goesOn =
          " AND (%s > :group OR (%s = :group AND %s))"
              .formatted(
                  group, group, order.beyond(order.groups().get(after.group()), order.unindexed()));
    }
    String sql =
        "SELECT id, "
            + order.column()
            + " AS sort_key, "
            + group
            + " AS sort_group FROM certificate WHERE "
            + String.join(" AND ", filters)
            + goesOn
            + " ORDER BY sort_group, "
            + order.unindexed()
            + order.direction()
            + ", id"
            + order.direction()
            + " LIMIT :limit";
    return filtered(bound(handle.createQuery(sql), order, after, now), query)
        .bind("limit", limit)
        .map((row, _) ->
            place(row.getString("id"), row.getInt("sort_group"), row.getString("sort_key")))
        .list();
  }

  private static Place place(String id, int group, @Nullable String key) {
    return new Place(id, group, key == null ? "" : key);
  }

  private static Query bound(
      Query query, ListOrder order, @Nullable ListCursor after, Instant now) {
    query.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
    query.bind("now", now.toEpochMilli());
    if (after != null) {
      query.bind("group", after.group()).bind("id", after.id());
      if (order.isText()) {
        query.bind("key", after.key());
      } else {
        query.bind("key", after.key().isEmpty() ? 0 : Long.parseLong(after.key()));
      }
    }
    return query;
  }

  /** How many there are. */
  int count(Handle handle, CertificateQuery query, Instant now) {
    List<String> filters = filters(query);
    Query counting =
        handle.createQuery(
            "SELECT COUNT(*) FROM certificate"
                + (filters.isEmpty() ? "" : " WHERE " + String.join(" AND ", filters)));
    counting.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
    return filtered(counting.bind("now", now.toEpochMilli()), query).mapTo(Integer.class).one();
  }

  private static List<String> filters(CertificateQuery query) {
    List<String> filters = new ArrayList<>();
    if (query.search() != null) {
      filters.add("search LIKE :search ESCAPE '!'");
    }
    if (!query.statuses().isEmpty()) {
      filters.add(
          query.statuses().stream()
              .map(ListOrder::filter)
              .collect(Collectors.joining(" OR ", "(", ")")));
    }
    if (query.challenge() != null) {
      filters.add("challenge = :challenge");
    }
    if (query.authority() != null) {
      filters.add("authority = :authority");
    }
    return filters;
  }

  private static Query filtered(Query statement, CertificateQuery query) {
    if (query.search() != null) {
      statement.bind("search", SearchText.pattern(query.search()));
    }
    if (query.challenge() != null) {
      statement.bind("challenge", query.challenge().toString());
    }
    if (query.authority() != null) {
      statement.bind("authority", query.authority());
    }
    return statement;
  }

  /**
   * Mends at most so many rows that a node of the release before wrote; true if there may be more.
   */
  boolean mendNames(Transaction transaction) {
    List<String> blank =
        transaction
            .handle()
            .createQuery("SELECT id FROM certificate WHERE sort_name = '' LIMIT :limit")
            .bind("limit", MEND_AT_ONCE)
            .mapTo(String.class)
            .list();
    if (blank.isEmpty()) {
      return false;
    }
    Map<String, List<String>> names =
        transaction
            .handle()
            .createQuery(
                "SELECT certificate_id, name FROM certificate_name WHERE certificate_id IN (<ids>) ORDER BY certificate_id, position")
            .bindList("ids", blank)
            .map((row, _) -> Map.entry(row.getString("certificate_id"), row.getString("name")))
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    var batch =
        transaction
            .handle()
            .prepareBatch(
                "UPDATE certificate SET sort_name = :sortName, search = :search WHERE id = :id");
    names.forEach((id, own) ->
        batch
            .bind("id", id)
            .bind("sortName", CertificateNames.domain(own.getFirst()))
            .bind("search", SearchText.of(own))
            .add());
    batch.execute();
    return names.size() == MEND_AT_ONCE;
  }

  /** The same for the status and the end of the current version, of all rows. */
  void mendStatus(Transaction transaction) {
    transaction
        .handle()
        .execute(
            "UPDATE certificate SET not_after = (SELECT v.not_after FROM certificate_version v WHERE v.id = current_version)"
                + " WHERE not_after IS DISTINCT FROM (SELECT v.not_after FROM certificate_version v WHERE v.id = current_version)");
    transaction
        .handle()
        .execute("UPDATE certificate SET phase = " + PHASE + " WHERE phase <> " + PHASE);
  }

  /** Certificates that have all these names, the oldest first; at most {@code limit}. */
  List<String> coveredBy(Handle handle, List<String> names, int limit) {
    return handle
        .createQuery(
            "SELECT c.id FROM certificate c JOIN certificate_name n ON n.certificate_id = c.id WHERE n.name IN (<names>)"
                + " GROUP BY c.id, c.created_at HAVING COUNT(*) = :count ORDER BY c.created_at, c.id LIMIT :limit")
        .bindList("names", names)
        .bind("count", names.size())
        .bind("limit", limit)
        .mapTo(String.class)
        .list();
  }
}
