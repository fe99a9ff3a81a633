package dev.kalm.server.zone;

import dev.kalm.server.check.RecordCheck;
import dev.kalm.server.check.RecordStatus;
import dev.kalm.server.database.Moments;
import dev.kalm.server.database.Transaction;
import dev.kalm.server.name.SearchText;
import dev.kalm.server.zone.DelegationService.DelegationQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Delegations and the TXT values that stand at them. */
final class DelegationStore {
  private static final String COLUMNS =
      "SELECT d.id, d.zone_id, z.name AS zone, d.domain, d.created_at, d.checked_at, d.status, d.detail, d.cached_until"
          + " FROM delegation d JOIN validation_zone z ON z.id = d.zone_id ";
  private static final RowMapper<Delegation> DELEGATION =
      (row, context) -> {
        return new Delegation(
            UUID.fromString(row.getString("id")),
            UUID.fromString(row.getString("zone_id")),
            row.getString("zone"),
            row.getString("domain"),
            Instant.ofEpochMilli(row.getLong("created_at")),
            Moments.orNull(row, "checked_at"),
            RecordStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
            row.getString("detail"),
            Moments.orNull(row, "cached_until"));
      };

  /** A value that an issuance no longer needs, and the zone that it stood in. */
  record TakenValue(UUID zone, UUID delegation, String value) {}

  /** A value that stands at a delegation. */
  record TxtValue(UUID delegation, String value) {}

  Optional<Delegation> find(Handle handle, String domain) {
    return handle
        .createQuery(COLUMNS + "WHERE d.domain = :domain")
        .bind("domain", domain)
        .map(DELEGATION)
        .findOne();
  }

  List<Delegation> findAll(Handle handle, List<String> domains) {
    if (domains.isEmpty()) {
      return List.of();
    }
    return handle
        .createQuery(COLUMNS + "WHERE d.domain IN (<domains>)")
        .bindList("domains", domains)
        .map(DELEGATION)
        .list();
  }

  /** At most {@code limit} delegations whose domain comes after {@code after}, by domain. */
  List<Delegation> page(Handle handle, DelegationQuery wanted, @Nullable String after, int limit) {
    Query query =
        handle
            .createQuery(
                COLUMNS
                    + "WHERE d.domain > :after"
                    + filters(wanted)
                    + " ORDER BY d.domain LIMIT :limit")
            .bind("after", after == null ? "" : after)
            .bind("limit", limit);
    return filtered(query, wanted).map(DELEGATION).list();
  }

  int count(Handle handle, DelegationQuery wanted) {
    String sql = "SELECT COUNT(*) FROM delegation d WHERE 1 = 1" + filters(wanted);
    return filtered(handle.createQuery(sql), wanted).mapTo(Integer.class).one();
  }

  private static String filters(DelegationQuery wanted) {
    return (wanted.search() == null
            ? ""
            : " AND (d.domain LIKE :search ESCAPE '!' OR d.search LIKE :search ESCAPE '!')")
        + (wanted.statuses().isEmpty() ? "" : " AND d.status IN (<statuses>)");
  }

  private static Query filtered(Query query, DelegationQuery wanted) {
    if (wanted.search() != null) {
      query.bind("search", SearchText.pattern(wanted.search()));
    }
    if (!wanted.statuses().isEmpty()) {
      query.bindList(
          "statuses", wanted.statuses().stream().map(dev.kalm.api.RecordStatus::toString).toList());
    }
    return query;
  }

  /** Those with U-labels that a node of the release before made. */
  void mendSearch(Transaction transaction) {
    var batch =
        transaction
            .handle()
            .prepareBatch("UPDATE delegation SET search = :search WHERE domain = :domain");
    transaction
        .handle()
        .createQuery("SELECT domain FROM delegation WHERE search IS NULL AND domain LIKE '%xn--%'")
        .mapTo(String.class)
        .forEach(domain ->
            batch.bind("domain", domain).bind("search", SearchText.unicode(domain)).add());
    batch.execute();
  }

  /** False if the domain has one already. */
  boolean insert(Transaction transaction, UUID zone, UUID id, String domain, Instant now) {
    String unicode = SearchText.unicode(domain);
    return transaction
            .handle()
            .createUpdate(
                "INSERT INTO delegation (id, zone_id, domain, created_at, status, detail, search)"
                    + " VALUES (:id, :zone, :domain, :now, 'unknown', '', :search) ON CONFLICT (domain) DO NOTHING")
            .bind("search", unicode.equals(domain) ? null : unicode)
            .bind("id", id.toString())
            .bind("zone", zone.toString())
            .bind("domain", domain)
            .bind("now", now.toEpochMilli())
            .execute()
        == 1;
  }

  void updateCheck(Transaction transaction, UUID id, RecordCheck seen, Instant now) {
    Duration cachedFor = seen.cachedFor();
    transaction
        .handle()
        .createUpdate(
            "UPDATE delegation SET status = :status, detail = :detail, checked_at = :now, cached_until = :cachedUntil WHERE id = :id")
        .bind("status", seen.status().name().toLowerCase(Locale.ROOT))
        .bind("detail", seen.detail())
        .bind("now", now.toEpochMilli())
        .bind("cachedUntil", cachedFor == null ? null : now.plus(cachedFor).toEpochMilli())
        .bind("id", id.toString())
        .execute();
  }

  void putValue(Transaction transaction, TxtValue value, String issuance, Instant expiresAt) {
    transaction
        .handle()
        .createUpdate(
            "INSERT INTO txt_value (delegation_id, value, issuance_id, expires_at) VALUES (:delegation, :value, :issuance, :expiresAt)"
                + " ON CONFLICT (delegation_id, value) DO UPDATE SET expires_at = :expiresAt, issuance_id = :issuance")
        .bind("delegation", value.delegation().toString())
        .bind("value", value.value())
        .bind("issuance", issuance)
        .bind("expiresAt", expiresAt.toEpochMilli())
        .execute();
  }

  List<String> values(Handle handle, UUID delegation, Instant now) {
    return handle
        .createQuery(
            "SELECT value FROM txt_value WHERE delegation_id = :id AND expires_at > :now ORDER BY value")
        .bind("id", delegation.toString())
        .bind("now", now.toEpochMilli())
        .mapTo(String.class)
        .list();
  }

  /** The values that stand at each of the delegations that has some. */
  Map<UUID, List<String>> values(Handle handle, List<UUID> ids, Instant now) {
    Map<UUID, List<String>> values = new HashMap<>();
    if (!ids.isEmpty()) {
      handle
          .createQuery(
              "SELECT delegation_id, value FROM txt_value WHERE delegation_id IN (<ids>) AND expires_at > :now ORDER BY value")
          .bindList("ids", ids.stream().map(UUID::toString).toList())
          .bind("now", now.toEpochMilli())
          .map((row, _) ->
              new TxtValue(UUID.fromString(row.getString("delegation_id")), row.getString("value")))
          .forEach(one ->
              values.computeIfAbsent(one.delegation(), _ -> new ArrayList<>()).add(one.value()));
    }
    return values;
  }

  /** With the values that stand at it. */
  void delete(Transaction transaction, UUID id) {
    transaction.handle().execute("DELETE FROM txt_value WHERE delegation_id = ?", id.toString());
    transaction.handle().execute("DELETE FROM delegation WHERE id = ?", id.toString());
  }

  /** Deletes the issuance's values and returns what they were. */
  List<TakenValue> takeValues(Transaction transaction, String issuance) {
    return transaction
        .handle()
        .createQuery(
            "DELETE FROM txt_value WHERE issuance_id = :issuance RETURNING delegation_id, value,"
                + " (SELECT zone_id FROM delegation WHERE id = delegation_id) AS zone_id")
        .bind("issuance", issuance)
        .map((row, context) ->
            new TakenValue(
                UUID.fromString(row.getString("zone_id")),
                UUID.fromString(row.getString("delegation_id")),
                row.getString("value")))
        .list();
  }
}
