package dev.kalm.server.access;

import dev.kalm.server.database.Transaction;
import java.time.Instant;
import java.util.Optional;

/** One-time links, by the hashes of their tokens. */
final class LinkStore {
  /** What a link is for. */
  enum Purpose {
    SETUP,
    SIGN_IN
  }

  void insert(
      Transaction transaction, String hash, Purpose purpose, Holder holder, Instant expiresAt) {
    transaction
        .handle()
        .createUpdate(
            "INSERT INTO one_time_link (hash, purpose, user_id, token_id, expires_at)"
                + " VALUES (:hash, :purpose, :user, :token, :expiresAt)")
        .bind("hash", hash)
        .bind("purpose", purpose.name())
        .bind("user", holder.user().orElse(null))
        .bind("token", holder.token().orElse(null))
        .bind("expiresAt", expiresAt.toEpochMilli())
        .execute();
  }

  /** Uses the link up: of two that try, one gets it. Empty: there is none, or its time is over. */
  Optional<Holder> take(Transaction transaction, String hash, Purpose purpose, Instant now) {
    Optional<Holder> holder =
        transaction
            .handle()
            .createQuery(
                "SELECT user_id, token_id FROM one_time_link"
                    + " WHERE hash = :hash AND purpose = :purpose AND expires_at > :now")
            .bind("hash", hash)
            .bind("purpose", purpose.name())
            .bind("now", now.toEpochMilli())
            .map((row, _) ->
                new Holder(
                    Optional.ofNullable(row.getString("user_id")),
                    Optional.ofNullable(row.getString("token_id"))))
            .findOne();
    int deleted =
        transaction
            .handle()
            .createUpdate("DELETE FROM one_time_link WHERE hash = :hash AND purpose = :purpose")
            .bind("hash", hash)
            .bind("purpose", purpose.name())
            .execute();
    return deleted == 1 ? holder : Optional.empty();
  }

  void deleteAll(Transaction transaction, Purpose purpose) {
    transaction
        .handle()
        .createUpdate("DELETE FROM one_time_link WHERE purpose = :purpose")
        .bind("purpose", purpose.name())
        .execute();
  }

  void deleteOf(Transaction transaction, String user) {
    transaction
        .handle()
        .createUpdate("DELETE FROM one_time_link WHERE user_id = :user")
        .bind("user", user)
        .execute();
  }

  void deleteExpired(Transaction transaction, Instant now) {
    transaction
        .handle()
        .createUpdate("DELETE FROM one_time_link WHERE expires_at <= :now")
        .bind("now", now.toEpochMilli())
        .execute();
  }
}
