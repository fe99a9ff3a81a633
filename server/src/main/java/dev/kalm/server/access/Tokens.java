package dev.kalm.server.access;

import dev.kalm.api.ApiToken;
import dev.kalm.api.CreateToken;
import dev.kalm.api.Page;
import dev.kalm.api.Problem.Mistake;
import dev.kalm.api.TokenScope;
import dev.kalm.server.audit.AuditEntry;
import dev.kalm.server.audit.AuditLog;
import dev.kalm.server.database.Database;
import dev.kalm.server.database.GrowingId;
import dev.kalm.server.http.Caller;
import dev.kalm.server.http.RequestException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What an administrator does with API tokens. */
final class Tokens {
  private static final int MOST = 10_000;
  private static final int LONGEST_NAME = 100;

  private final Database database;
  private final Predicate<String> certificateExists;
  private final InstantSource clock;
  private final AuditLog audit;
  private final TokenStore store = new TokenStore();

  Tokens(Database database, Predicate<String> certificateExists, InstantSource clock) {
    this.database = database;
    this.certificateExists = certificateExists;
    this.clock = clock;
    this.audit = new AuditLog(clock);
  }

  /** Makes a token; the answer holds it, and nothing else ever will. */
  ApiToken create(CreateToken wanted) {
    Instant now = clock.instant();
    Token.Grant grant = check(wanted, now);
    String secret = Secrets.TOKEN_PREFIX + Secrets.fresh();
    Token token =
        new Token(
            GrowingId.next(now),
            wanted.name().strip(),
            grant,
            now,
            Caller.current().name(),
            new Token.Use(wanted.expiresAt(), null, null));
    database.useTransaction(transaction -> {
      if (store.count(transaction.handle()) >= MOST) {
        throw RequestException.conflict("There are %d tokens: revoke some first.".formatted(MOST));
      }
      store.insert(transaction, token, Secrets.hash(secret));
      audit.record(transaction, entry("token.create", token).after(state(token)));
    });
    return token.shown(secret);
  }

  private Token.Grant check(CreateToken wanted, Instant now) {
    List<Mistake> mistakes = new ArrayList<>();
    if (wanted.name().isBlank() || wanted.name().length() > LONGEST_NAME) {
      mistakes.add(
          Mistake.at("/name", "a token has a name of 1 to %d characters".formatted(LONGEST_NAME)));
    }
    if (wanted.expiresAt() != null && !wanted.expiresAt().isAfter(now)) {
      mistakes.add(Mistake.at("/expiresAt", "expiresAt is over already"));
    }
    boolean downloads = wanted.scope() == TokenScope.DOWNLOAD;
    @Nullable String certificate = wanted.certificate();
    if (downloads != (certificate != null)) {
      mistakes.add(
          Mistake.at(
              "/certificate",
              downloads
                  ? "the scope download needs the id of its certificate"
                  : "the scope %s has no certificate of its own: leave it out"
                      .formatted(wanted.scope())));
    } else if (certificate != null && !certificateExists.test(certificate)) {
      mistakes.add(Mistake.at("/certificate", "there is no certificate %s".formatted(certificate)));
    }
    if (!mistakes.isEmpty()) {
      throw RequestException.badRequest(mistakes.getFirst().detail(), mistakes);
    }
    return new Token.Grant(
        wanted.scope(),
        Domains.of(
            wanted.domains(),
            wanted.scope() == TokenScope.ISSUE,
            "a token of scope " + wanted.scope()),
        Optional.ofNullable(certificate));
  }

  /** The newest first; the revoked and expired ones too. */
  Page<ApiToken> list(@Nullable String cursor, int limit) {
    List<Token> found = database.read(handle -> store.page(handle, cursor, limit + 1));
    boolean more = found.size() > limit;
    List<Token> shown = more ? found.subList(0, limit) : found;
    return new Page<>(
        shown.stream().map(token -> token.shown(null)).toList(),
        more ? shown.getLast().id() : null);
  }

  /** Ends a token, and every session that it made by a link; one that has ended stays so. */
  void revoke(String id) {
    Instant now = clock.instant();
    database.useTransaction(transaction -> {
      Token token =
          store
              .find(transaction.handle(), id)
              .orElseThrow(() ->
                  RequestException.notFound(
                      "There is no token %s: 'kalm token list' shows those there are."
                          .formatted(id)));
      if (token.use().revokedAt() == null) {
        store.revoke(transaction, id, now);
        audit.record(transaction, entry("token.revoke", token).before(state(token)));
      }
    });
  }

  private static AuditEntry entry(String action, Token token) {
    return AuditEntry.of(action, "token", token.id(), token.name());
  }

  private static Map<String, @Nullable Object> state(Token token) {
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    state.put("scope", token.grant().scope().toString());
    state.put("domains", token.grant().domains());
    state.put("certificate", token.grant().certificate().orElse(null));
    Instant expiresAt = token.use().expiresAt();
    state.put("expiresAt", expiresAt == null ? null : expiresAt.toString());
    return state;
  }
}
