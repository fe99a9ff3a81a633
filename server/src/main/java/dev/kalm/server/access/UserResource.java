package dev.kalm.server.access;

import dev.kalm.api.CreateUser;
import dev.kalm.api.SetPassword;
import dev.kalm.api.UpdateUser;
import dev.kalm.server.http.Access;
import dev.kalm.server.http.QueryParameters;
import dev.kalm.server.http.Resource;
import dev.kalm.server.http.Routes;
import dev.kalm.server.http.SessionCookie;
import io.javalin.http.Context;

/** {@code /users}. */
final class UserResource implements Resource {
  private static final int PAGE = 100;
  private static final int PAGE_LIMIT = 1000;
  private static final String ID = "id";

  private final Users users;

  UserResource(Users users) {
    this.users = users;
  }

  @Override
  public void register(Routes routes) {
    routes.get("/api/v1/users", this::list, Access.ADMIN);
    routes.post("/api/v1/users", this::create, Access.ADMIN);
    routes.put("/api/v1/users/{id}", this::update, Access.ADMIN);
    routes.put("/api/v1/users/{id}/password", this::setPassword, Access.ADMIN);
    routes.delete("/api/v1/users/{id}", this::delete, Access.ADMIN);
  }

  private void list(Context context) {
    int limit = QueryParameters.number(context, "limit", PAGE, 1, PAGE_LIMIT);
    context.json(users.list(context.queryParam("cursor"), limit));
  }

  private void create(Context context) {
    CreateUser wanted = context.bodyAsClass(CreateUser.class);
    new Fields()
        .with("username", wanted.username())
        .with("password", wanted.password())
        .with("role", wanted.role())
        .require();
    context.status(201).json(users.create(wanted));
  }

  private void update(Context context) {
    UpdateUser wanted = context.bodyAsClass(UpdateUser.class);
    new Fields().with("displayName", wanted.displayName()).with("role", wanted.role()).require();
    context.json(users.update(context.pathParam(ID), wanted));
  }

  private void setPassword(Context context) {
    users.setPassword(
        context.pathParam(ID),
        context.bodyAsClass(SetPassword.class).password(),
        SessionCookie.read(context).map(Secrets::hash).orElse(""));
    context.status(204);
  }

  private void delete(Context context) {
    users.delete(context.pathParam(ID));
    context.status(204);
  }
}
