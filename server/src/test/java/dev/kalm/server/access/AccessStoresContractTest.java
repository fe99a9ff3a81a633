package dev.kalm.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kalm.api.TokenScope;
import dev.kalm.api.UserRole;
import dev.kalm.api.UserSource;
import dev.kalm.server.database.BothDatabases;
import dev.kalm.server.database.Database;
import dev.kalm.server.database.GrowingId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class AccessStoresContractTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123Z");
  private final UserStore users = new UserStore();
  private final TokenStore tokens = new TokenStore();
  private final SessionStore sessions = new SessionStore();
  private final LinkStore links = new LinkStore();

  @BothDatabases
  void aUserComesBackAsWritten(Database database) {
    User anna = user("anna", UserRole.OPERATOR, List.of("a.com", "b.org"));
    database.useTransaction(transaction -> users.insert(transaction, anna, "phc", "issuer sub"));
    Optional<User> byId = database.read(handle -> users.find(handle, anna.id()));
    Optional<User> byName = database.read(handle -> users.named(handle, "anna"));
    Optional<User> bySubject = database.read(handle -> users.ofSubject(handle, "issuer sub"));
    Optional<String> password = database.read(handle -> users.password(handle, anna.id()));
    assertThat(List.of(byId, byName, bySubject)).allMatch(Optional.of(anna)::equals);
    assertThat(password).contains("phc");
    User.Profile disabled = new User.Profile("A", UserRole.VIEWER, List.of(), true);
    database.useTransaction(transaction -> {
      users.update(transaction, anna.id(), disabled);
      users.updateSignIn(transaction, anna.id(), NOW);
    });
    Optional<User> changed = database.read(handle -> users.find(handle, anna.id()));
    assertThat(changed).contains(anna.with(disabled).signedInAt(NOW));
  }

  @BothDatabases
  void aNameIsTakenOnce(Database database) {
    database.useTransaction(transaction ->
        users.insert(transaction, user("anna", UserRole.VIEWER, List.of()), null, null));
    assertThatThrownBy(() ->
            database.useTransaction(transaction ->
                users.insert(transaction, user("anna", UserRole.VIEWER, List.of()), null, null)))
        .isInstanceOf(RuntimeException.class);
  }

  @BothDatabases
  void onlyAdministratorsWhoCanSignInCount(Database database) {
    User disabled = user("a", UserRole.ADMINISTRATOR, List.of());
    database.useTransaction(transaction -> {
      users.insert(transaction, disabled, "phc", null);
      users.insert(transaction, user("b", UserRole.ADMINISTRATOR, List.of()), "phc", null);
      users.insert(transaction, user("c", UserRole.VIEWER, List.of()), "phc", null);
      users.update(
          transaction,
          disabled.id(),
          new User.Profile("a", UserRole.ADMINISTRATOR, List.of(), true));
    });
    int administrators = database.read(users::countAdministrators);
    List<User> first = database.read(handle -> users.page(handle, null, 2));
    List<User> rest = database.read(handle -> users.page(handle, first.getLast().id(), 2));
    assertThat(administrators).isEqualTo(1);
    assertThat(first).extracting(User::username).containsExactly("a", "b");
    assertThat(rest).extracting(User::username).containsExactly("c");
  }

  @BothDatabases
  void aTokenIsFoundByItsHashAndStaysListedWhenRevoked(Database database) {
    Token token = token("ci");
    database.useTransaction(transaction -> tokens.insert(transaction, token, "hash"));
    Optional<Token> found = database.read(handle -> tokens.ofHash(handle, "hash"));
    assertThat(found).contains(token);
    database.useTransaction(transaction -> {
      tokens.updateLastUse(transaction, token.id(), NOW.plusSeconds(60));
      tokens.revoke(transaction, token.id(), NOW.plusSeconds(70));
    });
    List<Token> listed = database.read(handle -> tokens.page(handle, null, 10));
    int usable = database.read(tokens::count);
    assertThat(listed).hasSize(1);
    assertThat(listed.getFirst().use().lastUsedAt()).isEqualTo(NOW.plusSeconds(60));
    assertThat(listed.getFirst().isGood(NOW)).isFalse();
    assertThat(usable).isZero();
  }

  @BothDatabases
  void sessionsEndOneByOneOrAllButOne(Database database) {
    User anna = user("anna", UserRole.VIEWER, List.of());
    Holder holder = Holder.user(anna.id());
    database.useTransaction(transaction -> {
      users.insert(transaction, anna, "phc", null);
      for (int number = 0; number < 5; number++) {
        sessions.insert(transaction, "s" + number, holder, NOW.plusSeconds(number));
      }
      sessions.deleteBeyond(transaction, anna.id(), 4);
    });
    assertThat(session(database, "s0")).isEmpty();
    assertThat(session(database, "s4"))
        .contains(new SessionStore.Row(holder, NOW.plusSeconds(4), NOW.plusSeconds(4)));
    boolean isFirst =
        database.<Boolean>inTransaction(transaction -> sessions.delete(transaction, "s1"));
    boolean isSecond =
        database.<Boolean>inTransaction(transaction -> sessions.delete(transaction, "s1"));
    assertThat(isFirst).isTrue();
    assertThat(isSecond).isFalse();
    database.useTransaction(transaction -> sessions.deleteOthers(transaction, anna.id(), "s3"));
    assertThat(session(database, "s2")).isEmpty();
    assertThat(session(database, "s3")).isPresent();
    database.useTransaction(
        transaction -> sessions.deleteMadeBefore(transaction, NOW.plus(Duration.ofDays(1))));
    assertThat(session(database, "s3")).isEmpty();
  }

  @BothDatabases
  void ofManyWhoUseALinkOneGetsIt(Database database) throws Exception {
    Holder nobody = new Holder(Optional.empty(), Optional.empty());
    database.useTransaction(transaction -> {
      links.insert(transaction, "once", LinkStore.Purpose.SIGN_IN, nobody, NOW.plusSeconds(1));
      links.insert(transaction, "old", LinkStore.Purpose.SIGN_IN, nobody, NOW);
    });
    assertThat(take(database, "once", LinkStore.Purpose.SETUP)).isEmpty();
    assertThat(take(database, "old", LinkStore.Purpose.SIGN_IN)).isEmpty();
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Optional<Holder>>> tries = new ArrayList<>();
      for (int number = 0; number < 8; number++) {
        tries.add(() -> take(database, "once", LinkStore.Purpose.SIGN_IN));
      }
      int got = 0;
      for (Future<Optional<Holder>> one : many.invokeAll(tries)) {
        got += one.get().isPresent() ? 1 : 0;
      }
      assertThat(got).isEqualTo(1);
    }
  }

  private Optional<Holder> take(Database database, String hash, LinkStore.Purpose purpose) {
    return database.<Optional<Holder>>inTransaction(
        transaction -> links.take(transaction, hash, purpose, NOW));
  }

  private Optional<SessionStore.Row> session(Database database, String hash) {
    return database.read(handle -> sessions.find(handle, hash));
  }

  private static User user(String name, UserRole role, List<String> domains) {
    return new User(
        GrowingId.next(NOW),
        name,
        new User.Profile(name, role, domains, false),
        UserSource.LOCAL,
        NOW,
        null);
  }

  private static Token token(String name) {
    return new Token(
        GrowingId.next(NOW),
        name,
        new Token.Grant(TokenScope.ISSUE, List.of("a.com", "b.org"), Optional.empty()),
        NOW,
        "anna",
        new Token.Use(NOW.plusSeconds(3600), null, null));
  }
}
