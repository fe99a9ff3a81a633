package dev.kalm.server.access;

import dev.kalm.api.Setup;
import dev.kalm.api.UserRole;
import dev.kalm.server.audit.AuditEntry;
import dev.kalm.server.audit.AuditLog;
import dev.kalm.server.database.Database;
import dev.kalm.server.http.RequestException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Makes the first administrator, for whoever holds a link that the server printed. */
final class FirstRun {
  private static final Duration LIFETIME = Duration.ofHours(24);

  private final Database database;
  private final Sessions sessions;
  private final Users users;
  private final SignInLimit limit;
  private final InstantSource clock;
  private final AuditLog audit;
  private final UserStore store = new UserStore();
  private final LinkStore links = new LinkStore();

  FirstRun(
      Database database, Sessions sessions, Users users, SignInLimit limit, InstantSource clock) {
    this.database = database;
    this.sessions = sessions;
    this.users = users;
    this.limit = limit;
    this.clock = clock;
    this.audit = new AuditLog(clock);
  }

  /** Whether somebody could sign in. */
  boolean isDone() {
    return database.read(store::countAdministrators) > 0;
  }

  /** A new link, beside those of other starts and nodes; empty if there is an administrator. */
  Optional<String> link(String base) {
    Instant now = clock.instant();
    String token = Secrets.fresh();
    boolean isNeeded =
        database.inTransaction(transaction -> {
          links.deleteExpired(transaction, now);
          if (store.countAdministrators(transaction.handle()) > 0) {
            return false;
          }
          links.insert(
              transaction,
              Secrets.hash(token),
              LinkStore.Purpose.SETUP,
              new Holder(Optional.empty(), Optional.empty()),
              now.plus(LIFETIME));
          return true;
        });
    return isNeeded ? Optional.of(Links.setup(base, token)) : Optional.empty();
  }

  /**
   * Makes the first administrator, and signs them in.
   *
   * @throws RequestException 401 for a link that is none; 409 if there is an administrator; 429
   */
  Sessions.Begun finish(Setup wanted, String from, Optional<String> old) {
    limit.count("", from);
    User.Profile profile =
        new User.Profile(wanted.username().strip(), UserRole.ADMINISTRATOR, List.of(), false);
    Users.Made made = users.made(wanted.username(), profile, wanted.password());
    Sessions.Begun begun =
        database.inTransaction(transaction -> {
          if (store.countAdministrators(transaction.handle()) > 0) {
            throw RequestException.conflict("There is an administrator already. Sign in instead.");
          }
          boolean isGood =
              links
                  .take(
                      transaction,
                      Secrets.hash(wanted.token()),
                      LinkStore.Purpose.SETUP,
                      clock.instant())
                  .isPresent();
          if (!isGood) {
            throw RequestException.unauthorized(
                "This setup link is none of this server's, was used, or is older than a day. Start the server again: it prints a new one.");
          }
          links.deleteAll(transaction, LinkStore.Purpose.SETUP);
          users.add(transaction, made);
          audit.record(
              transaction,
              made.user().caller(from),
              AuditEntry.of("setup.finish", "user", made.user().id(), made.user().username())
                  .after(profile.state()));
          return sessions.begin(
              transaction, Holder.user(made.user().id()), made.user().caller(from), "setup", old);
        });
    limit.succeeded("", from);
    return begun;
  }
}
