package dev.kalm.server.access;

import dev.kalm.server.database.Transaction;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Sessions, by the hashes of their cookies' secrets. */
final class SessionStore {
  /** A session as it is kept. */
  record Row(Holder holder, Instant createdAt, Instant seenAt) {}

  void insert(Transaction transaction, String hash, Holder holder, Instant now) {
    transaction
        .handle()
        .createUpdate(
            "INSERT INTO app_session (hash, user_id, token_id, created_at, seen_at)"
                + " VALUES (:hash, :user, :token, :now, :now)")
        .bind("hash", hash)
        .bind("user", holder.user().orElse(null))
        .bind("token", holder.token().orElse(null))
        .bind("now", now.toEpochMilli())
        .execute();
  }

  Optional<Row> find(Handle handle, String hash) {
    return handle
        .createQuery(
            "SELECT user_id, token_id, created_at, seen_at FROM app_session WHERE hash = :hash")
        .bind("hash", hash)
        .map((row, _) ->
            new Row(
                new Holder(
                    Optional.ofNullable(row.getString("user_id")),
                    Optional.ofNullable(row.getString("token_id"))),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("seen_at"))))
        .findOne();
  }

  void updateSeen(Transaction transaction, String hash, Instant now) {
    transaction
        .handle()
        .createUpdate("UPDATE app_session SET seen_at = :now WHERE hash = :hash")
        .bind("now", now.toEpochMilli())
        .bind("hash", hash)
        .execute();
  }

  boolean delete(Transaction transaction, String hash) {
    return transaction
            .handle()
            .createUpdate("DELETE FROM app_session WHERE hash = :hash")
            .bind("hash", hash)
            .execute()
        > 0;
  }

  /** Ends the user's sessions, all but the one with this hash (empty: all). */
  void deleteOthers(Transaction transaction, String user, String hash) {
    transaction
        .handle()
        .createUpdate("DELETE FROM app_session WHERE user_id = :user AND hash <> :hash")
        .bind("user", user)
        .bind("hash", hash)
        .execute();
  }

  /** Ends the user's sessions but the latest {@code most}. */
  void deleteBeyond(Transaction transaction, String user, int most) {
    transaction
        .handle()
        .createUpdate(
            "DELETE FROM app_session WHERE user_id = :user AND hash NOT IN (SELECT hash FROM app_session"
                + " WHERE user_id = :user ORDER BY created_at DESC, hash LIMIT :most)")
        .bind("user", user)
        .bind("most", most)
        .execute();
  }

  /** Forgets what has ended by itself. */
  void deleteMadeBefore(Transaction transaction, Instant end) {
    transaction
        .handle()
        .createUpdate("DELETE FROM app_session WHERE created_at < :end")
        .bind("end", end.toEpochMilli())
        .execute();
  }
}
