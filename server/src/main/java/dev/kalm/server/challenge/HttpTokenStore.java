package dev.kalm.server.challenge;

import dev.kalm.server.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Tokens that any node may be asked for on port 80, with the key authorization that answers each.
 */
final class HttpTokenStore {

  void put(
      Transaction transaction,
      String issuance,
      List<Presentation> presentations,
      Instant expiresAt) {
    var batch =
        transaction
            .handle()
            .prepareBatch(
                "INSERT INTO http_token (token, key_authorization, issuance_id, expires_at)"
                    + " VALUES (:token, :keyAuthorization, :issuance, :expiresAt)"
                    + " ON CONFLICT (token) DO UPDATE SET key_authorization = :keyAuthorization, issuance_id = :issuance, expires_at = :expiresAt");
    for (Presentation presentation : presentations) {
      batch
          .bind("token", presentation.token())
          .bind("keyAuthorization", presentation.value())
          .bind("issuance", issuance)
          .bind("expiresAt", expiresAt.toEpochMilli())
          .add();
    }
    batch.execute();
  }

  Optional<String> find(Handle handle, String token, Instant now) {
    return handle
        .createQuery(
            "SELECT key_authorization FROM http_token WHERE token = :token AND expires_at > :now")
        .bind("token", token)
        .bind("now", now.toEpochMilli())
        .mapTo(String.class)
        .findOne();
  }

  /** Deletes the issuance's tokens, and those of others that have expired. */
  void delete(Transaction transaction, String issuance, Instant now) {
    transaction
        .handle()
        .createUpdate("DELETE FROM http_token WHERE issuance_id = :issuance OR expires_at < :now")
        .bind("issuance", issuance)
        .bind("now", now.toEpochMilli())
        .execute();
  }
}
