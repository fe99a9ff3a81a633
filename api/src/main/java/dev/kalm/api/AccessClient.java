package dev.kalm.api;

import static dev.kalm.api.KalmClient.encode;
import static dev.kalm.api.KalmClient.paging;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * The part of the REST API that says who may use it; from {@link KalmClient#access()}, with its
 * limits and failures. All but {@link #session()} is for administrators.
 */
public final class AccessClient {
  private static final TypeReference<Session> SESSION = new TypeReference<>() {};
  private static final TypeReference<OneTimeLink> LINK = new TypeReference<>() {};
  private static final TypeReference<User> USER = new TypeReference<>() {};
  private static final TypeReference<Page<User>> USERS = new TypeReference<>() {};
  private static final TypeReference<ApiToken> TOKEN = new TypeReference<>() {};
  private static final TypeReference<Page<ApiToken>> TOKENS = new TypeReference<>() {};
  private static final TypeReference<Page<AuditEntry>> AUDIT = new TypeReference<>() {};

  private final Exchange exchange;

  AccessClient(Exchange exchange) {
    this.exchange = exchange;
  }

  /** Whose token it is; a token that is unknown is nobody's, and no failure. */
  public Session session() throws KalmException {
    return exchange.get("/session").as(SESSION);
  }

  /** A link that signs in, once, as whoever asks for it. */
  public OneTimeLink createLink(CreateLink wanted) throws KalmException {
    return exchange.post("/session/links", wanted).as(LINK);
  }

  /** At most {@code limit} users, the oldest first. */
  public Page<User> users(int limit, @Nullable String cursor) throws KalmException {
    return exchange.get("/users" + paging(limit, cursor)).as(USERS);
  }

  public User createUser(CreateUser wanted) throws KalmException {
    return exchange.post("/users", wanted).as(USER);
  }

  /** Throws with status 409 for what would leave no administrator. */
  public User updateUser(String id, UpdateUser wanted) throws KalmException {
    return exchange.put("/users/" + encode(id), wanted).as(USER);
  }

  /** Sets a local user's password; their sessions end. */
  public void setPassword(String id, SetPassword wanted) throws KalmException {
    exchange.put("/users/" + encode(id) + "/password", wanted);
  }

  /** Throws with status 409 for the last administrator. */
  public void deleteUser(String id) throws KalmException {
    exchange.delete("/users/" + encode(id));
  }

  /** At most {@code limit} tokens, the newest first; revoked and expired ones too. */
  public Page<ApiToken> tokens(int limit, @Nullable String cursor) throws KalmException {
    return exchange.get("/tokens" + paging(limit, cursor)).as(TOKENS);
  }

  /** The answer holds the token itself, and nothing else ever will. */
  public ApiToken createToken(CreateToken wanted) throws KalmException {
    return exchange.post("/tokens", wanted).as(TOKEN);
  }

  public void revokeToken(String id) throws KalmException {
    exchange.delete("/tokens/" + encode(id));
  }

  /**
   * At most {@code limit} entries of the audit log, the newest first.
   *
   * @param action {@code certificate.renew}, or {@code certificate} for all of its verbs; null: all
   * @param actor a name or an id; null: all
   * @param target a name or an id; null: all
   */
  public Page<AuditEntry> audit(
      int limit,
      @Nullable String cursor,
      @Nullable String action,
      @Nullable String actor,
      @Nullable String target)
      throws KalmException {
    return exchange
        .get(
            "/audit"
                + paging(limit, cursor)
                + filter("action", action)
                + filter("actor", actor)
                + filter("target", target))
        .as(AUDIT);
  }

  private static String filter(String name, @Nullable String value) {
    return value == null ? "" : "&" + name + "=" + encode(value);
  }
}
