package dev.kalm.server.access;

import dev.kalm.api.OidcSignIn;
import dev.kalm.api.Session;
import dev.kalm.api.SessionState;
import dev.kalm.api.UserRole;
import dev.kalm.api.UserSource;
import dev.kalm.server.audit.AuditEntry;
import dev.kalm.server.audit.AuditLog;
import dev.kalm.server.database.Database;
import dev.kalm.server.database.Transaction;
import dev.kalm.server.http.Caller;
import dev.kalm.server.http.SessionCookie;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Begins, shows and ends sessions. */
final class Sessions {
  /** A user's; the oldest ends when there are more. */
  private static final int MOST_OF_A_USER = 50;

  private static final String TARGET = "session";

  private final Database database;
  private final Surroundings surroundings;
  private final InstantSource clock;
  private final AuditLog audit;
  private final UserStore users = new UserStore();
  private final SessionStore sessions = new SessionStore();

  Sessions(Database database, Surroundings surroundings, InstantSource clock) {
    this.database = database;
    this.surroundings = surroundings;
    this.clock = clock;
    this.audit = new AuditLog(clock);
  }

  /**
   * A session that has just begun.
   *
   * @param secret for the cookie
   */
  record Begun(String secret, Caller caller) {}

  /**
   * Begins a session in place of the one that the browser had before.
   *
   * @param by {@code password}, {@code link}, {@code setup} or {@code oidc}
   */
  Begun begin(
      Transaction transaction, Holder holder, Caller caller, String by, Optional<String> old) {
    Instant now = clock.instant();
    sessions.deleteMadeBefore(transaction, now.minus(Identities.LIFETIME));
    old.ifPresent(secret -> sessions.delete(transaction, Secrets.hash(secret)));
    String secret = Secrets.fresh();
    sessions.insert(transaction, Secrets.hash(secret), holder, now);
    holder
        .user()
        .ifPresent(user -> {
          sessions.deleteBeyond(transaction, user, MOST_OF_A_USER);
          users.updateSignIn(transaction, user, now);
        });
    audit.record(
        transaction,
        caller,
        AuditEntry.of("session.start", TARGET, caller.id(), caller.name()).after(Map.of("by", by)));
    return new Begun(secret, caller);
  }

  /** Notes a refusal; {@code name} is what somebody typed. */
  void refused(String name, String by) {
    database.useTransaction(transaction ->
        audit.record(
            transaction, AuditEntry.of("session.fail", TARGET, "", name).after(Map.of("by", by))));
  }

  /** Ends the session, if it is one. */
  void end(String secret) {
    database.useTransaction(transaction -> {
      if (sessions.delete(transaction, Secrets.hash(secret))) {
        Caller caller = Caller.current();
        audit.record(transaction, AuditEntry.of("session.end", TARGET, caller.id(), caller.name()));
      }
    });
  }

  /**
   * What a page needs to know first.
   *
   * @param secret the cookie's; empty for who has sent a token instead
   */
  Session show(Caller caller, Optional<String> secret) {
    boolean isKnown = caller.kind() != Caller.Kind.NOBODY;
    return new Session(
        isKnown
            ? SessionState.SIGNED_IN
            : administrators() == 0 ? SessionState.SETUP : SessionState.ANONYMOUS,
        isKnown ? user(caller) : null,
        isKnown ? secret.map(SessionCookie::csrfToken).orElse(null) : null,
        surroundings.oidc().map(oidc -> new OidcSignIn(oidc.name())).orElse(null),
        surroundings.version(),
        surroundings.setupComplete().getAsBoolean());
  }

  private int administrators() {
    return database.read(users::countAdministrators);
  }

  private dev.kalm.api.@Nullable User user(Caller caller) {
    return switch (caller.kind()) {
      case USER ->
          database.read(handle -> users.find(handle, caller.id())).map(User::shown).orElse(null);
      case TOKEN, ADMIN_TOKEN, KALM -> standIn(caller);
      case NOBODY -> null;
    };
  }

  /** A token is no user, and pages show whose session it is all the same. */
  private dev.kalm.api.User standIn(Caller caller) {
    return new dev.kalm.api.User(
        caller.id(),
        caller.kind().toString(),
        caller.name(),
        UserRole.valueOf(caller.role().name()),
        List.copyOf(caller.domains()),
        UserSource.LOCAL,
        false,
        Instant.EPOCH,
        null);
  }
}
