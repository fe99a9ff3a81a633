package dev.kalm.server.audit;

import dev.kalm.api.ActorKind;
import dev.kalm.api.AuditActor;
import dev.kalm.api.AuditTarget;
import dev.kalm.api.Json;
import dev.kalm.server.database.Transaction;
import dev.kalm.server.http.Caller;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** The entries. There is no statement here that changes or removes one. */
final class AuditStore {
  /** Longer states are left out: a certificate with a hundred long names is within it. */
  static final int LARGEST_STATE = 64 * 1024;

  private static final TypeReference<LinkedHashMap<String, @Nullable Object>> STATE =
      new TypeReference<>() {};

  private static final RowMapper<dev.kalm.api.AuditEntry> ROW =
      (row, _) ->
          new dev.kalm.api.AuditEntry(
              row.getString("id"),
              Instant.ofEpochMilli(row.getLong("at")),
              new AuditActor(
                  ActorKind.of(row.getString("actor_kind")),
                  row.getString("actor_id"),
                  row.getString("actor_name")),
              row.getString("action"),
              new AuditTarget(
                  row.getString("target_type"),
                  row.getString("target_id"),
                  row.getString("target_name")),
              row.getString("address"),
              state(row.getString("before_state")),
              state(row.getString("after_state")));

  /**
   * Which entries are asked for; null: all.
   *
   * @param action {@code certificate.renew}, or {@code certificate} for all of its verbs
   * @param actor a name or an id
   * @param target a name or an id
   */
  record Filter(@Nullable String action, @Nullable String actor, @Nullable String target) {}

  void insert(Transaction transaction, String id, Instant now, Caller caller, AuditEntry entry) {
    transaction
        .handle()
        .createUpdate(
            "INSERT INTO audit_entry (id, at, actor_kind, actor_id, actor_name, action, target_type, target_id, target_name,"
                + " address, before_state, after_state) VALUES (:id, :at, :kind, :actorId, :actorName, :action, :type, :targetId,"
                + " :targetName, :address, :before, :after)")
        .bind("id", id)
        .bind("at", now.toEpochMilli())
        .bind("kind", caller.kind().toString())
        .bind("actorId", caller.id())
        .bind("actorName", caller.name())
        .bind("action", entry.action())
        .bind("type", entry.targetType())
        .bind("targetId", entry.targetId())
        .bind("targetName", entry.targetName())
        .bind("address", caller.from())
        .bind("before", json(entry.before()))
        .bind("after", json(entry.after()))
        .execute();
  }

  /** At most {@code limit} entries older than the one with id {@code cursor}, the newest first. */
  List<dev.kalm.api.AuditEntry> page(
      Handle handle, Filter filter, @Nullable String cursor, int limit) {
    StringBuilder sql =
        new StringBuilder(
            "SELECT id, at, actor_kind, actor_id, actor_name, action, target_type, target_id, target_name, address,"
                + " before_state, after_state FROM audit_entry WHERE id < :cursor");
    Map<String, String> bound = new LinkedHashMap<>();
    bound.put("cursor", cursor == null ? "g" : cursor); // beyond every hexadecimal digit
    if (filter.action != null) {
      boolean isWhole = filter.action.contains(".");
      sql.append(
          isWhole ? " AND action = :action" : " AND action >= :action AND action < :actionEnd");
      bound.put("action", isWhole ? filter.action : filter.action + ".");
      if (!isWhole) {
        bound.put("actionEnd", filter.action + "/"); // the character after the dot
      }
    }
    if (filter.actor != null) {
      sql.append(" AND (actor_name = :actor OR actor_id = :actor)");
      bound.put("actor", filter.actor);
    }
    if (filter.target != null) {
      sql.append(" AND (target_id = :target OR target_name = :target)");
      bound.put("target", filter.target);
    }
    return handle
        .createQuery(sql.append(" ORDER BY id DESC LIMIT :limit").toString())
        .bindMap(bound)
        .bind("limit", limit)
        .map(ROW)
        .list();
  }

  private static @Nullable String json(@Nullable Map<String, @Nullable Object> state) {
    if (state == null) {
      return null;
    }
    String json = Json.mapper().writeValueAsString(state);
    return json.length() <= LARGEST_STATE
        ? json
        : Json.mapper()
            .writeValueAsString(
                Map.of("leftOut", "too long: %d characters".formatted(json.length())));
  }

  private static @Nullable Map<String, @Nullable Object> state(@Nullable String json) {
    return json == null ? null : Json.mapper().readValue(json, STATE);
  }
}
