package dev.kalm.server.access;

import dev.kalm.api.UserRole;
import dev.kalm.api.UserSource;
import dev.kalm.server.audit.AuditEntry;
import dev.kalm.server.audit.AuditLog;
import dev.kalm.server.config.OidcConfig;
import dev.kalm.server.database.GrowingId;
import dev.kalm.server.database.Transaction;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The users for whom the provider vouches: made at their first sign-in, and kept up to date. */
final class OidcUsers {
  private static final int LONGEST_NAME = 100;
  private static final String TARGET = "user";

  private final OidcConfig.Roles roles;
  private final InstantSource clock;
  private final AuditLog audit;
  private final UserStore store = new UserStore();

  OidcUsers(OidcConfig.Roles roles, InstantSource clock) {
    this.roles = roles;
    this.clock = clock;
    this.audit = new AuditLog(clock);
  }

  /** The user that this person is here, as they are from now on. */
  User of(Transaction transaction, OidcProvider.Person person, String from) throws OidcException {
    Optional<User> present = store.ofSubject(transaction.handle(), person.subject());
    if (present.isPresent() && present.get().profile().disabled()) {
      throw new OidcException("disabled");
    }
    if (present.isPresent() && roles.groups().isEmpty()) {
      return present.get(); // what they may do was decided here
    }
    UserRole role = roles.of(person.groups()).orElseThrow(() -> new OidcException("not-allowed"));
    return present.isPresent()
        ? update(transaction, present.get(), person, role, from)
        : create(transaction, person, role, from);
  }

  private User create(
      Transaction transaction, OidcProvider.Person person, UserRole role, String from)
      throws OidcException {
    String username = username(person);
    if (store.named(transaction.handle(), username).isPresent()) {
      throw new OidcException(
          "There is another user %s here already. Ask an administrator of Kalm to delete that one, if it is yours."
              .formatted(username));
    }
    Instant now = clock.instant();
    User user =
        new User(
            GrowingId.next(now),
            username,
            new User.Profile(displayName(person), role, domains(role, List.of()), false),
            UserSource.OIDC,
            now,
            null);
    store.insert(transaction, user, null, person.subject());
    audit.record(
        transaction,
        user.caller(from),
        AuditEntry.of("user.create", TARGET, user.id(), username).after(user.profile().state()));
    return user;
  }

  private User update(
      Transaction transaction, User user, OidcProvider.Person person, UserRole role, String from) {
    User.Profile profile =
        new User.Profile(displayName(person), role, domains(role, user.profile().domains()), false);
    User updated = user.with(profile);
    if (!profile.equals(user.profile())) {
      store.update(transaction, user.id(), profile);
      audit.record(
          transaction,
          updated.caller(from),
          AuditEntry.of("user.update", TARGET, user.id(), user.username())
              .before(user.profile().state())
              .after(profile.state()));
    }
    return updated;
  }

  /** An operator keeps what an administrator gave. */
  private List<String> domains(UserRole role, List<String> present) {
    if (role != UserRole.OPERATOR) {
      return List.of();
    }
    return present.isEmpty() ? roles.operatorDomains() : present;
  }

  private static String displayName(OidcProvider.Person person) {
    String name = person.displayName().strip();
    return name.substring(0, Math.min(name.length(), LONGEST_NAME));
  }

  private static String username(OidcProvider.Person person) throws OidcException {
    return person.names().stream()
        .map(name -> name.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._@+-]", "-"))
        .filter(Users::isUsername)
        .findFirst()
        .orElseThrow(() ->
            new OidcException(
                "The provider tells no name that could be a username here: preferred_username, email and sub are all unusable."));
  }
}
