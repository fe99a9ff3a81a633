package dev.kalm.server.access;

import dev.kalm.api.ChangePassword;
import dev.kalm.api.OneTimeLink;
import dev.kalm.api.SignIn;
import dev.kalm.server.audit.AuditEntry;
import dev.kalm.server.audit.AuditLog;
import dev.kalm.server.database.Database;
import dev.kalm.server.database.Transaction;
import dev.kalm.server.http.Caller;
import dev.kalm.server.http.RequestException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Lets people in: with a password, or with a link that an administrator made. */
final class SignIns {
  private static final Duration LINK_LIFETIME = Duration.ofMinutes(15);
  private static final int LONGEST_TYPED_NAME = 100;

  private final Database database;
  private final Sessions sessions;
  private final Identities identities;
  private final Passwords passwords;
  private final SignInLimit limit;
  private final InstantSource clock;
  private final AuditLog audit;
  private final UserStore users = new UserStore();
  private final SessionStore sessionStore = new SessionStore();
  private final LinkStore links = new LinkStore();

  SignIns(
      Database database,
      Sessions sessions,
      Identities identities,
      Passwords passwords,
      SignInLimit limit,
      InstantSource clock) {
    this.database = database;
    this.sessions = sessions;
    this.identities = identities;
    this.passwords = passwords;
    this.limit = limit;
    this.clock = clock;
    this.audit = new AuditLog(clock);
  }

  /**
   * Signs in with a password.
   *
   * @param old the session that the browser has now
   * @throws RequestException 401, which does not say whether there is such a user; 429
   */
  Sessions.Begun withPassword(SignIn attempt, String from, Optional<String> old) {
    String name = attempt.username().strip().toLowerCase(Locale.ROOT);
    limit.count(name, from);
    Optional<Sessions.Begun> begun =
        matching(name, attempt.password())
            .flatMap(known ->
                database.inTransaction(transaction -> begin(transaction, known, from, old)));
    if (begun.isEmpty()) {
      sessions.refused(typed(name), "password");
      throw RequestException.unauthorized(
          "The username or the password is wrong. An administrator can set a new password: kalm user password.");
    }
    limit.succeeded(name, from);
    return begun.get();
  }

  /** For the audit log, which terminals show, and in which PostgreSQL keeps no NUL. */
  private static String typed(String name) {
    return name.substring(0, Math.min(name.length(), LONGEST_TYPED_NAME))
        .replaceAll("\\p{Cntrl}", "?");
  }

  /** A user with the password that matched. */
  private record Known(User user, String phc) {}

  /** Empty if the password was changed, or the user disabled or deleted, while it was compared. */
  private Optional<Sessions.Begun> begin(
      Transaction transaction, Known known, String from, Optional<String> old) {
    String id = known.user.id();
    return users
        .find(transaction.handle(), id)
        .filter(user -> !user.profile().disabled())
        .filter(_ -> users.password(transaction.handle(), id).filter(known.phc::equals).isPresent())
        .map(user ->
            sessions.begin(transaction, Holder.user(id), user.caller(from), "password", old));
  }

  private Optional<Known> matching(String name, String password) {
    if (password.length() > 2 * Passwords.LONGEST) {
      return Optional.empty();
    }
    if (!Users.isUsername(name)) {
      passwords.matchNobodys(password);
      return Optional.empty();
    }
    Optional<Known> known =
        database.read(handle ->
            users
                .named(handle, name)
                .filter(user -> !user.profile().disabled())
                .flatMap(
                    user -> users.password(handle, user.id()).map(phc -> new Known(user, phc))));
    if (known.isEmpty()) {
      passwords.matchNobodys(password);
      return Optional.empty();
    }
    return known.filter(found -> passwords.matches(password, found.phc));
  }

  /**
   * Signs in as whoever made the link; once.
   *
   * @throws RequestException 401; 429
   */
  Sessions.Begun withLink(String token, String from, Optional<String> old) {
    limit.count("", from);
    Instant now = clock.instant();
    Optional<Sessions.Begun> begun =
        database.inTransaction(transaction ->
            links
                .take(transaction, Secrets.hash(token), LinkStore.Purpose.SIGN_IN, now)
                .flatMap(holder ->
                    identities
                        .caller(transaction.snapshot(), holder, from, now)
                        .map(caller -> sessions.begin(transaction, holder, caller, "link", old))));
    if (begun.isEmpty()) {
      sessions.refused("", "link");
      throw RequestException.unauthorized(
          "This link was used already, or its time is over. Make another with `kalm link`.");
    }
    limit.succeeded("", from);
    return begun.get();
  }

  /** Makes a link that signs in as the caller. */
  OneTimeLink link(String base, String path) {
    Instant now = clock.instant();
    Instant expiresAt = now.plus(LINK_LIFETIME);
    String token = Secrets.fresh();
    database.useTransaction(transaction -> {
      links.deleteExpired(transaction, now);
      links.insert(
          transaction,
          Secrets.hash(token),
          LinkStore.Purpose.SIGN_IN,
          Holder.of(Caller.current()),
          expiresAt);
      audit.record(
          transaction,
          AuditEntry.of("session.link", "session", Caller.current().id(), Caller.current().name())
              .after(Map.of("path", path, "expiresAt", expiresAt.toString())));
    });
    return new OneTimeLink(Links.signIn(base, token, path), expiresAt);
  }

  /**
   * One's own new password; one's other sessions and links end.
   *
   * @param secret of the session that stays
   * @throws RequestException 403 when the current one is wrong; 409 for who has none; 429
   */
  void changePassword(ChangePassword change, Caller caller, String secret) {
    Passwords.requireGood("/password", change.password());
    Optional<String> phc = database.read(handle -> users.password(handle, caller.id()));
    if (phc.isEmpty()) {
      throw RequestException.conflict(
          "%s has no password here: the OpenID Connect provider keeps it. Change it there."
              .formatted(caller.name()));
    }
    limit.count(caller.name(), caller.from());
    if (!passwords.matches(change.current(), phc.get())) {
      throw RequestException.forbidden("The current password is wrong.");
    }
    limit.succeeded(caller.name(), caller.from());
    String next = passwords.hash(change.password());
    database.useTransaction(transaction -> {
      users.updatePassword(transaction, caller.id(), next);
      sessionStore.deleteOthers(transaction, caller.id(), Secrets.hash(secret));
      links.deleteOf(transaction, caller.id());
      audit.record(transaction, AuditEntry.of("user.password", "user", caller.id(), caller.name()));
    });
  }
}
