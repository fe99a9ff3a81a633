package dev.kalm.server.access;

import dev.kalm.api.UserRole;
import dev.kalm.api.UserSource;
import dev.kalm.server.database.Moments;
import dev.kalm.server.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Users and the hashes of their passwords. */
final class UserStore {
  private static final String COLUMNS =
      "SELECT id, username, display_name, role, domains, source, disabled, created_at, last_sign_in_at FROM app_user ";

  private static final RowMapper<User> ROW =
      (row, _) -> {
        return new User(
            row.getString("id"),
            row.getString("username"),
            new User.Profile(
                row.getString("display_name"),
                UserRole.of(row.getString("role")),
                row.getString("domains").lines().toList(),
                row.getBoolean("disabled")),
            UserSource.of(row.getString("source")),
            Instant.ofEpochMilli(row.getLong("created_at")),
            Moments.orNull(row, "last_sign_in_at"));
      };

  /**
   * Adds a user.
   *
   * @param password a PHC string; null for one whom a provider vouches for
   * @param subject the provider's issuer and sub; null for a local user
   */
  void insert(
      Transaction transaction, User user, @Nullable String password, @Nullable String subject) {
    transaction
        .handle()
        .createUpdate(
            "INSERT INTO app_user (id, username, display_name, role, domains, source, subject, password, disabled, created_at,"
                + " last_sign_in_at) VALUES (:id, :username, :displayName, :role, :domains, :source, :subject, :password,"
                + " :disabled, :createdAt, NULL)")
        .bind("id", user.id())
        .bind("username", user.username())
        .bind("displayName", user.profile().displayName())
        .bind("role", user.profile().role().toString())
        .bind("domains", String.join("\n", user.profile().domains()))
        .bind("source", user.source().toString())
        .bind("subject", subject)
        .bind("password", password)
        .bind("disabled", user.profile().disabled())
        .bind("createdAt", user.createdAt().toEpochMilli())
        .execute();
  }

  Optional<User> find(Handle handle, String id) {
    return handle.createQuery(COLUMNS + "WHERE id = :id").bind("id", id).map(ROW).findOne();
  }

  Optional<User> named(Handle handle, String username) {
    return handle
        .createQuery(COLUMNS + "WHERE username = :username")
        .bind("username", username)
        .map(ROW)
        .findOne();
  }

  Optional<User> ofSubject(Handle handle, String subject) {
    return handle
        .createQuery(COLUMNS + "WHERE subject = :subject")
        .bind("subject", subject)
        .map(ROW)
        .findOne();
  }

  /** The PHC string; empty for one who has no password. */
  Optional<String> password(Handle handle, String id) {
    return handle
        .createQuery("SELECT password FROM app_user WHERE id = :id AND password IS NOT NULL")
        .bind("id", id)
        .mapTo(String.class)
        .findOne();
  }

  /** At most {@code limit} users after the one with id {@code after}, the oldest first. */
  List<User> page(Handle handle, @Nullable String after, int limit) {
    return handle
        .createQuery(COLUMNS + "WHERE id > :after ORDER BY id LIMIT :limit")
        .bind("after", after == null ? "" : after)
        .bind("limit", limit)
        .map(ROW)
        .list();
  }

  int count(Handle handle) {
    return handle.createQuery("SELECT COUNT(*) FROM app_user").mapTo(Integer.class).one();
  }

  /** Those who can sign in and do everything. */
  int countAdministrators(Handle handle) {
    return handle
        .createQuery("SELECT COUNT(*) FROM app_user WHERE role = :role AND disabled = :disabled")
        .bind("role", UserRole.ADMINISTRATOR.toString())
        .bind("disabled", false)
        .mapTo(Integer.class)
        .one();
  }

  void update(Transaction transaction, String id, User.Profile profile) {
    transaction
        .handle()
        .createUpdate(
            "UPDATE app_user SET display_name = :displayName, role = :role, domains = :domains, disabled = :disabled"
                + " WHERE id = :id")
        .bind("displayName", profile.displayName())
        .bind("role", profile.role().toString())
        .bind("domains", String.join("\n", profile.domains()))
        .bind("disabled", profile.disabled())
        .bind("id", id)
        .execute();
  }

  void updatePassword(Transaction transaction, String id, String phc) {
    transaction
        .handle()
        .createUpdate("UPDATE app_user SET password = :password WHERE id = :id")
        .bind("password", phc)
        .bind("id", id)
        .execute();
  }

  void updateSignIn(Transaction transaction, String id, Instant now) {
    transaction
        .handle()
        .createUpdate("UPDATE app_user SET last_sign_in_at = :now WHERE id = :id")
        .bind("now", now.toEpochMilli())
        .bind("id", id)
        .execute();
  }

  void delete(Transaction transaction, String id) {
    transaction
        .handle()
        .createUpdate("DELETE FROM app_user WHERE id = :id")
        .bind("id", id)
        .execute();
  }
}
