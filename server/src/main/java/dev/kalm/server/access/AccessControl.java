package dev.kalm.server.access;

import dev.kalm.server.database.Database;
import dev.kalm.server.http.Callers;
import dev.kalm.server.http.Resource;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Users, sessions, tokens and links, put together. */
public final class AccessControl {
  private final Identities identities;
  private final FirstRun firstRun;
  private final List<Resource> resources;

  public AccessControl(Database database, Surroundings surroundings, InstantSource clock) {
    Passwords passwords = new Passwords();
    SignInLimit limit = new SignInLimit(clock);
    Sessions sessions = new Sessions(database, surroundings, clock);
    Users users = new Users(database, passwords, clock);
    this.identities = new Identities(database, clock);
    this.firstRun = new FirstRun(database, sessions, users, limit, clock);
    SignIns signIns = new SignIns(database, sessions, identities, passwords, limit, clock);
    this.resources =
        List.of(
            new SessionResource(sessions, signIns, firstRun),
            new OidcResource(
                surroundings
                    .oidc()
                    .map(oidc ->
                        new OidcFlow(
                            database,
                            new OidcProvider(oidc, clock),
                            sessions,
                            limit,
                            surroundings.sealer(),
                            clock))),
            new UserResource(users),
            new TokenResource(new Tokens(database, surroundings.certificateExists(), clock)));
  }

  /** For the guard of the routes. */
  public Callers callers() {
    return identities;
  }

  /** Whether there is an administrator who could sign in. */
  public boolean hasAdministrator() {
    return firstRun.isDone();
  }

  public List<Resource> resources() {
    return resources;
  }

  /**
   * A link that makes the first administrator: a secret, for a person at the terminal. Empty if
   * there is one.
   *
   * @param base where browsers reach the API, without a trailing slash
   */
  public Optional<String> setupLink(URI base) {
    return firstRun.link(base.toString());
  }
}
