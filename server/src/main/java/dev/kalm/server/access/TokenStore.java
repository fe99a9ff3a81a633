package dev.kalm.server.access;

import dev.kalm.api.TokenScope;
import dev.kalm.server.database.Moments;
import dev.kalm.server.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** API tokens, by their hashes. */
final class TokenStore {
  private static final String COLUMNS =
      "SELECT id, name, scope, domains, certificate_id, created_at, created_by, expires_at, last_used_at, revoked_at"
          + " FROM api_token ";

  private static final RowMapper<Token> ROW =
      (row, _) ->
          new Token(
              row.getString("id"),
              row.getString("name"),
              new Token.Grant(
                  TokenScope.of(row.getString("scope")),
                  row.getString("domains").lines().toList(),
                  Optional.ofNullable(row.getString("certificate_id"))),
              Instant.ofEpochMilli(row.getLong("created_at")),
              row.getString("created_by"),
              new Token.Use(
                  Moments.orNull(row, "expires_at"),
                  Moments.orNull(row, "last_used_at"),
                  Moments.orNull(row, "revoked_at")));

  void insert(Transaction transaction, Token token, String hash) {
    Instant expiresAt = token.use().expiresAt();
    transaction
        .handle()
        .createUpdate(
            "INSERT INTO api_token (id, hash, name, scope, domains, certificate_id, created_at, created_by, expires_at)"
                + " VALUES (:id, :hash, :name, :scope, :domains, :certificate, :createdAt, :createdBy, :expiresAt)")
        .bind("id", token.id())
        .bind("hash", hash)
        .bind("name", token.name())
        .bind("scope", token.grant().scope().toString())
        .bind("domains", String.join("\n", token.grant().domains()))
        .bind("certificate", token.grant().certificate().orElse(null))
        .bind("createdAt", token.createdAt().toEpochMilli())
        .bind("createdBy", token.createdBy())
        .bind("expiresAt", expiresAt == null ? null : expiresAt.toEpochMilli())
        .execute();
  }

  Optional<Token> find(Handle handle, String id) {
    return handle.createQuery(COLUMNS + "WHERE id = :id").bind("id", id).map(ROW).findOne();
  }

  Optional<Token> ofHash(Handle handle, String hash) {
    return handle.createQuery(COLUMNS + "WHERE hash = :hash").bind("hash", hash).map(ROW).findOne();
  }

  /** At most {@code limit} tokens older than the one with id {@code before}, the newest first. */
  List<Token> page(Handle handle, @Nullable String before, int limit) {
    return handle
        .createQuery(COLUMNS + "WHERE id < :before ORDER BY id DESC LIMIT :limit")
        .bind("before", before == null ? "g" : before) // beyond every hexadecimal digit
        .bind("limit", limit)
        .map(ROW)
        .list();
  }

  /** Those that have not been revoked. */
  int count(Handle handle) {
    return handle
        .createQuery("SELECT COUNT(*) FROM api_token WHERE revoked_at IS NULL")
        .mapTo(Integer.class)
        .one();
  }

  void updateLastUse(Transaction transaction, String id, Instant now) {
    transaction
        .handle()
        .createUpdate("UPDATE api_token SET last_used_at = :now WHERE id = :id")
        .bind("now", now.toEpochMilli())
        .bind("id", id)
        .execute();
  }

  void revoke(Transaction transaction, String id, Instant now) {
    transaction
        .handle()
        .createUpdate("UPDATE api_token SET revoked_at = :now WHERE id = :id")
        .bind("now", now.toEpochMilli())
        .bind("id", id)
        .execute();
  }
}
