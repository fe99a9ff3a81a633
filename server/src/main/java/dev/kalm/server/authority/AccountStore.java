package dev.kalm.server.authority;

import dev.kalm.server.database.Transaction;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Our accounts at CAs: the key, sealed, before the account is asked for; its URL once the CA has
 * given it.
 */
final class AccountStore {

  @SuppressWarnings("ArrayRecordComponent") // sealed bytes, which nobody compares
  record StoredAccount(UUID id, byte[] keySealed, @Nullable URI url) {}

  Optional<StoredAccount> find(Handle handle, String authority, URI directory) {
    return handle
        .createQuery(
            "SELECT id, key_sealed, url FROM account WHERE authority = :authority AND directory = :directory")
        .bind("authority", authority)
        .bind("directory", directory.toString())
        .map((row, context) -> {
          String url = row.getString("url");
          return new StoredAccount(
              UUID.fromString(row.getString("id")),
              row.getBytes("key_sealed"),
              url == null ? null : URI.create(url));
        })
        .findOne();
  }

  /** Does nothing if another node was first. */
  void insert(
      Transaction transaction,
      UUID id,
      String authority,
      URI directory,
      byte[] keySealed,
      Instant now) {
    transaction
        .handle()
        .createUpdate(
            "INSERT INTO account (id, authority, directory, key_sealed, created_at)"
                + " VALUES (:id, :authority, :directory, :key, :now) ON CONFLICT (authority, directory) DO NOTHING")
        .bind("id", id.toString())
        .bind("authority", authority)
        .bind("directory", directory.toString())
        .bind("key", keySealed)
        .bind("now", now.toEpochMilli())
        .execute();
  }

  void updateUrl(Transaction transaction, UUID id, @Nullable URI url) {
    transaction
        .handle()
        .createUpdate("UPDATE account SET url = :url WHERE id = :id")
        .bind("url", url == null ? null : url.toString())
        .bind("id", id.toString())
        .execute();
  }
}
