package dev.kalm.server.access;

import dev.kalm.server.database.Database;
import dev.kalm.server.database.Snapshot;
import dev.kalm.server.http.Caller;
import dev.kalm.server.http.Callers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is behind a token or a session's cookie, and when they were last here. */
final class Identities implements Callers {
  /** A session that nobody uses for so long is over. */
  static final Duration IDLE = Duration.ofHours(8);

  /** A session is over then, used or not. */
  static final Duration LIFETIME = Duration.ofDays(7);

  /** A use is written down this often: a page asks much more often. */
  private static final Duration WRITTEN_DOWN = Duration.ofMinutes(1);

  private static final int LONGEST_SECRET = 200;

  private final Database database;
  private final InstantSource clock;
  private final UserStore users = new UserStore();
  private final TokenStore tokens = new TokenStore();
  private final SessionStore sessions = new SessionStore();

  Identities(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Optional<Caller> ofToken(String token, String from) {
    if (!token.startsWith(Secrets.TOKEN_PREFIX) || token.length() > LONGEST_SECRET) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Optional<Token> found =
        database
            .read(handle -> tokens.ofHash(handle, Secrets.hash(token)))
            .filter(known -> known.isGood(now));
    found
        .filter(known -> isDue(known.use().lastUsedAt(), now))
        .ifPresent(known ->
            database.useTransaction(
                transaction -> tokens.updateLastUse(transaction, known.id(), now)));
    return found.map(known -> known.caller(from));
  }

  @Override
  public Optional<Caller> ofSession(String secret, String from) {
    if (secret.length() > LONGEST_SECRET) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    String hash = Secrets.hash(secret);
    record Found(SessionStore.Row session, Caller caller) {}
    Optional<Found> found =
        database.snapshot(snapshot ->
            sessions
                .find(snapshot.handle(), hash)
                .filter(session ->
                    session.seenAt().plus(IDLE).isAfter(now)
                        && session.createdAt().plus(LIFETIME).isAfter(now))
                .flatMap(session ->
                    caller(snapshot, session.holder(), from, now)
                        .map(caller -> new Found(session, caller))));
    if (found.isPresent() && isDue(found.get().session.seenAt(), now)) {
      database.useTransaction(transaction -> sessions.updateSeen(transaction, hash, now));
    }
    return found.map(Found::caller);
  }

  /** A holder who may no longer sign in has no session either. */
  Optional<Caller> caller(Snapshot snapshot, Holder holder, String from, Instant now) {
    if (holder.user().isPresent()) {
      return users
          .find(snapshot.handle(), holder.user().get())
          .filter(user -> !user.profile().disabled())
          .map(user -> user.caller(from));
    }
    return holder
        .token()
        .map(id ->
            tokens
                .find(snapshot.handle(), id)
                .filter(token -> token.isGood(now))
                .map(t -> t.caller(from)))
        .orElseGet(() -> Optional.of(Caller.adminToken(from)));
  }

  private static boolean isDue(@Nullable Instant last, Instant now) {
    return last == null || !last.plus(WRITTEN_DOWN).isAfter(now);
  }
}
