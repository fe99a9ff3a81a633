package dev.kalm.server.access;

import dev.kalm.api.CreateUser;
import dev.kalm.api.Page;
import dev.kalm.api.Problem.Mistake;
import dev.kalm.api.UpdateUser;
import dev.kalm.api.UserRole;
import dev.kalm.api.UserSource;
import dev.kalm.server.audit.AuditEntry;
import dev.kalm.server.audit.AuditLog;
import dev.kalm.server.database.Database;
import dev.kalm.server.database.GrowingId;
import dev.kalm.server.database.Transaction;
import dev.kalm.server.http.RequestException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an administrator does with users. */
final class Users {
  private static final int MOST = 10_000;
  private static final int LONGEST_DISPLAY_NAME = 100;
  private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._@+-]{0,99}");
  private static final String TARGET = "user";

  private final Database database;
  private final Passwords passwords;
  private final InstantSource clock;
  private final AuditLog audit;
  private final UserStore store = new UserStore();
  private final SessionStore sessions = new SessionStore();
  private final LinkStore links = new LinkStore();

  Users(Database database, Passwords passwords, InstantSource clock) {
    this.database = database;
    this.passwords = passwords;
    this.clock = clock;
    this.audit = new AuditLog(clock);
  }

  /** A local user that is not stored yet. */
  record Made(User user, String phc) {}

  /** Checks all that was typed; hashing takes its time, and is over before the transaction. */
  Made made(String typedName, User.Profile profile, String password) {
    String username = username(typedName);
    Passwords.requireGood("/password", password);
    Instant now = clock.instant();
    User user =
        new User(GrowingId.next(now), username, checked(profile), UserSource.LOCAL, now, null);
    return new Made(user, passwords.hash(password));
  }

  /** Whether it may be a name here; a provider's users bring theirs. */
  static boolean isUsername(String name) {
    return USERNAME.matcher(name).matches();
  }

  private static String username(String typed) {
    String username = typed.strip().toLowerCase(Locale.ROOT);
    if (!isUsername(username)) {
      String detail =
          "\"%s\" is no username: it has 1 to 100 of a-z, 0-9, dot, hyphen, _, + and @, a letter or digit first"
              .formatted(typed);
      throw RequestException.badRequest(detail, List.of(Mistake.at("/username", detail)));
    }
    return username;
  }

  private static User.Profile checked(User.Profile profile) {
    String name = profile.displayName().strip();
    if (name.isEmpty() || name.length() > LONGEST_DISPLAY_NAME) {
      String detail = "A display name has 1 to %d characters.".formatted(LONGEST_DISPLAY_NAME);
      throw RequestException.badRequest(detail, List.of(Mistake.at("/displayName", detail)));
    }
    boolean isOperator = profile.role() == UserRole.OPERATOR;
    return new User.Profile(
        name,
        profile.role(),
        Domains.of(
            profile.domains(),
            isOperator,
            "a%s %s".formatted(profile.role() == UserRole.VIEWER ? "" : "n", profile.role())),
        profile.disabled());
  }

  /** Stores a new local user, without an entry in the audit log. */
  void add(Transaction transaction, Made made) {
    if (store.named(transaction.handle(), made.user.username()).isPresent()) {
      throw RequestException.conflict(
          "There is a user %s already.".formatted(made.user.username()));
    }
    if (store.count(transaction.handle()) >= MOST) {
      throw RequestException.conflict("There are %d users: delete some first.".formatted(MOST));
    }
    store.insert(transaction, made.user, made.phc, null);
  }

  dev.kalm.api.User create(CreateUser wanted) {
    String name = Objects.requireNonNullElse(wanted.displayName(), wanted.username());
    Made made =
        made(
            wanted.username(),
            new User.Profile(name, wanted.role(), wanted.domains(), false),
            wanted.password());
    database.useTransaction(transaction -> {
      add(transaction, made);
      audit.record(transaction, entry("user.create", made.user).after(made.user.profile().state()));
    });
    return made.user.shown();
  }

  Page<dev.kalm.api.User> list(@Nullable String cursor, int limit) {
    List<User> found = database.read(handle -> store.page(handle, cursor, limit + 1));
    boolean more = found.size() > limit;
    List<User> shown = more ? found.subList(0, limit) : found;
    return new Page<>(shown.stream().map(User::shown).toList(), more ? shown.getLast().id() : null);
  }

  dev.kalm.api.User update(String id, UpdateUser wanted) {
    User.Profile profile =
        checked(
            new User.Profile(
                wanted.displayName(), wanted.role(), wanted.domains(), wanted.disabled()));
    return database.inTransaction(transaction -> {
      User user = find(transaction, id);
      requireAnother(transaction, user, profile.administers());
      store.update(transaction, id, profile);
      if (profile.disabled()) {
        sessions.deleteOthers(transaction, id, "");
        links.deleteOf(transaction, id);
      }
      audit.record(
          transaction,
          entry("user.update", user)
              .before(differing(user.profile().state(), profile.state()))
              .after(differing(profile.state(), user.profile().state())));
      return user.with(profile).shown();
    });
  }

  /** The fields of {@code of} that {@code from} has otherwise. */
  private static Map<String, @Nullable Object> differing(
      Map<String, @Nullable Object> of, Map<String, @Nullable Object> from) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(of);
    fields.entrySet().removeIf(field -> Objects.equals(field.getValue(), from.get(field.getKey())));
    return fields;
  }

  /**
   * Sets a local user's password, and ends their sessions and links.
   *
   * @param except the hash of the session that stays
   */
  void setPassword(String id, String password, String except) {
    Passwords.requireGood("/password", password);
    String phc = passwords.hash(password);
    database.useTransaction(transaction -> {
      User user = find(transaction, id);
      if (user.source() != UserSource.LOCAL) {
        throw RequestException.conflict(
            "%s signs in through the OpenID Connect provider and has no password here."
                .formatted(user.username()));
      }
      store.updatePassword(transaction, id, phc);
      sessions.deleteOthers(transaction, id, except);
      links.deleteOf(transaction, id);
      audit.record(transaction, entry("user.password", user));
    });
  }

  void delete(String id) {
    database.useTransaction(transaction -> {
      User user = find(transaction, id);
      requireAnother(transaction, user, false);
      sessions.deleteOthers(transaction, id, "");
      links.deleteOf(transaction, id);
      store.delete(transaction, id);
      audit.record(transaction, entry("user.delete", user).before(user.profile().state()));
    });
  }

  /** Nobody locks everybody out. */
  private void requireAnother(Transaction transaction, User user, boolean staysOne) {
    if (user.profile().administers()
        && !staysOne
        && store.countAdministrators(transaction.handle()) < 2) {
      throw RequestException.conflict(
          "%s is the last administrator. Make another one first.".formatted(user.username()));
    }
  }

  private User find(Transaction transaction, String id) {
    return store
        .find(transaction.handle(), id)
        .orElseThrow(() ->
            RequestException.notFound(
                "There is no user %s: 'kalm user list' shows those there are.".formatted(id)));
  }

  private static AuditEntry entry(String action, User user) {
    return AuditEntry.of(action, TARGET, user.id(), user.username());
  }
}
