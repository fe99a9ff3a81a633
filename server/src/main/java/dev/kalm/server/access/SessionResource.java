package dev.kalm.server.access;

import dev.kalm.api.ChangePassword;
import dev.kalm.api.CreateLink;
import dev.kalm.api.Setup;
import dev.kalm.api.SignIn;
import dev.kalm.api.UseLink;
import dev.kalm.server.http.Access;
import dev.kalm.server.http.Caller;
import dev.kalm.server.http.Origins;
import dev.kalm.server.http.RequestException;
import dev.kalm.server.http.Resource;
import dev.kalm.server.http.Routes;
import dev.kalm.server.http.SessionCookie;
import io.javalin.http.Context;
import java.util.Optional;

/** {@code /session} and {@code /setup}. */
final class SessionResource implements Resource {
  private final Sessions sessions;
  private final SignIns signIns;
  private final FirstRun firstRun;

  SessionResource(Sessions sessions, SignIns signIns, FirstRun firstRun) {
    this.sessions = sessions;
    this.signIns = signIns;
    this.firstRun = firstRun;
  }

  @Override
  public void register(Routes routes) {
    routes.get("/api/v1/session", this::show, Access.PUBLIC);
    routes.post("/api/v1/session", this::signIn, Access.PUBLIC);
    routes.delete("/api/v1/session", this::signOut, Access.PUBLIC);
    routes.post("/api/v1/session/link", this::useLink, Access.PUBLIC);
    routes.put("/api/v1/session/password", this::changePassword, Access.SIGNED_IN);
    routes.post("/api/v1/session/links", this::link, Access.ADMIN);
    routes.post("/api/v1/setup", this::setUp, Access.PUBLIC);
  }

  private void show(Context context) {
    context.json(sessions.show(Caller.current(), SessionCookie.read(context)));
  }

  private void signIn(Context context) {
    begun(
        context,
        signIns.withPassword(
            context.bodyAsClass(SignIn.class), context.ip(), SessionCookie.read(context)));
  }

  private void useLink(Context context) {
    begun(
        context,
        signIns.withLink(
            context.bodyAsClass(UseLink.class).token(), context.ip(), SessionCookie.read(context)));
  }

  private void setUp(Context context) {
    begun(
        context,
        firstRun.finish(
            context.bodyAsClass(Setup.class), context.ip(), SessionCookie.read(context)));
  }

  private void begun(Context context, Sessions.Begun begun) {
    SessionCookie.write(context, begun.secret(), Identities.LIFETIME);
    context.json(sessions.show(begun.caller(), Optional.of(begun.secret())));
  }

  private void signOut(Context context) {
    SessionCookie.read(context).ifPresent(sessions::end);
    SessionCookie.remove(context);
    context.status(204);
  }

  private void changePassword(Context context) {
    Caller caller = Caller.current();
    if (caller.kind() != Caller.Kind.USER) {
      throw RequestException.forbidden(
          "Only a user has a password, and %s is none.".formatted(caller.name()));
    }
    signIns.changePassword(
        context.bodyAsClass(ChangePassword.class),
        caller,
        SessionCookie.read(context).orElseThrow());
    context.status(204);
  }

  private void link(Context context) {
    CreateLink wanted =
        context.body().isBlank() ? new CreateLink(null) : context.bodyAsClass(CreateLink.class);
    context.status(201).json(signIns.link(Origins.of(context), Links.path(wanted.path())));
  }
}
