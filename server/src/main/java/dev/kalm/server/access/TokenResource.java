package dev.kalm.server.access;

import dev.kalm.api.CreateToken;
import dev.kalm.server.http.Access;
import dev.kalm.server.http.QueryParameters;
import dev.kalm.server.http.Resource;
import dev.kalm.server.http.Routes;
import io.javalin.http.Context;

/** {@code /tokens}. */
final class TokenResource implements Resource {
  private static final int PAGE = 100;
  private static final int PAGE_LIMIT = 1000;

  private final Tokens tokens;

  TokenResource(Tokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public void register(Routes routes) {
    routes.get("/api/v1/tokens", this::list, Access.ADMIN);
    routes.post("/api/v1/tokens", this::create, Access.ADMIN);
    routes.delete("/api/v1/tokens/{id}", this::revoke, Access.ADMIN);
  }

  private void list(Context context) {
    int limit = QueryParameters.number(context, "limit", PAGE, 1, PAGE_LIMIT);
    context.json(tokens.list(context.queryParam("cursor"), limit));
  }

  private void create(Context context) {
    CreateToken wanted = context.bodyAsClass(CreateToken.class);
    new Fields().with("name", wanted.name()).with("scope", wanted.scope()).require();
    context.status(201).json(tokens.create(wanted));
  }

  private void revoke(Context context) {
    tokens.revoke(context.pathParam("id"));
    context.status(204);
  }
}
