package dev.kalm.server.zone;

import dev.kalm.server.check.RecordCheck;
import dev.kalm.server.check.RecordStatus;
import dev.kalm.server.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Delegations and the TXT values that stand at them. */
final class DelegationStore {
  private static final String COLUMNS =
      "SELECT d.id, d.zone_id, z.name AS zone, d.domain, d.created_at, d.checked_at, d.status, d.detail, d.cached_until"
          + " FROM delegation d JOIN validation_zone z ON z.id = d.zone_id ";
  private static final RowMapper<Delegation> DELEGATION =
      (row, context) -> {
        long checkedAt = row.getLong("checked_at");
        long cachedUntil = row.getLong("cached_until");
        return new Delegation(
            UUID.fromString(row.getString("id")),
            UUID.fromString(row.getString("zone_id")),
            row.getString("zone"),
            row.getString("domain"),
            Instant.ofEpochMilli(row.getLong("created_at")),
            checkedAt == 0 ? null : Instant.ofEpochMilli(checkedAt),
            RecordStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
            row.getString("detail"),
            cachedUntil == 0 ? null : Instant.ofEpochMilli(cachedUntil));
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
  List<Delegation> page(Handle handle, @Nullable String after, int limit) {
    return handle
        .createQuery(COLUMNS + "WHERE d.domain > :after ORDER BY d.domain LIMIT :limit")
        .bind("after", after == null ? "" : after)
        .bind("limit", limit)
        .map(DELEGATION)
        .list();
  }

  /** False if the domain has one already. */
  boolean insert(Transaction transaction, UUID zone, UUID id, String domain, Instant now) {
    return transaction
            .handle()
            .createUpdate(
                "INSERT INTO delegation (id, zone_id, domain, created_at, status, detail)"
                    + " VALUES (:id, :zone, :domain, :now, 'unknown', '') ON CONFLICT (domain) DO NOTHING")
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
