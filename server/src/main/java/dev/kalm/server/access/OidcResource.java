package dev.kalm.server.access;

import dev.kalm.server.http.Access;
import dev.kalm.server.http.Origins;
import dev.kalm.server.http.Resource;
import dev.kalm.server.http.Routes;
import dev.kalm.server.http.SessionCookie;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /oidc}: a browser's way to the provider and back. */
final class OidcResource implements Resource {
  /** Lax, for it has to come with the browser that another site, the provider, sends back. */
  private static final String COOKIE = "__Host-kalm-oidc";

  private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=";

  private final Optional<OidcFlow> flow;

  OidcResource(Optional<OidcFlow> flow) {
    this.flow = flow;
  }

  @Override
  public void register(Routes routes) {
    routes.get("/api/v1/oidc/start", this::start, Access.PUBLIC);
    routes.get("/api/v1/oidc/callback", this::callback, Access.PUBLIC);
  }

  private void start(Context context) {
    @Nullable String to = context.queryParam("to");
    try {
      OidcFlow.Begun begun =
          flow().begin(Origins.of(context), to != null && Links.isPath(to) ? to : "/");
      cookie(context, begun.cookie(), OidcFlow.LIFETIME.toSeconds());
      send(context, begun.location().toString());
    } catch (OidcException refused) {
      explain(context, refused);
    }
  }

  private void callback(Context context) {
    cookie(context, "", 0);
    try {
      OidcFlow.Finished finished =
          flow()
              .finish(
                  context.queryParamMap(),
                  context.cookie(COOKIE),
                  context.ip(),
                  SessionCookie.read(context));
      SessionCookie.write(context, finished.session().secret(), Identities.LIFETIME);
      send(context, finished.to());
    } catch (OidcException refused) {
      explain(context, refused);
    }
  }

  private OidcFlow flow() throws OidcException {
    return flow.orElseThrow(() ->
        new OidcException("No OpenID Connect provider is configured here: see oidc in kalm.yaml."));
  }

  private static void explain(Context context, OidcException refused) {
    send(
        context,
        "/sign-in?error="
            + URLEncoder.encode(refused.words(), StandardCharsets.UTF_8).replace("+", "%20"));
  }

  private static void send(Context context, String location) {
    context.status(302).header("Location", location);
  }

  private static void cookie(Context context, String value, long seconds) {
    context.res().addHeader("Set-Cookie", COOKIE + "=" + value + ATTRIBUTES + seconds);
  }
}
