package dev.kalm.server.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Lets a route's handler see only who may call it (RFC 6750, section 2.1). */
record Authentication(AdminToken token) {
  private static final String SCHEME = "bearer ";

  Handler guard(Routes.Registered registered) {
    return switch (registered.route().access()) {
      case PUBLIC -> registered.handler();
      case SIGNED_IN, READ, DOWNLOAD, ISSUE, ADMIN ->
          context -> {
            authenticate(context);
            Caller caller =
                new Caller(
                    Caller.Kind.ADMIN_TOKEN,
                    "",
                    "the administrator's token",
                    Role.ADMINISTRATOR,
                    List.of(),
                    Optional.empty(),
                    context.ip());
            caller
                .bound()
                .call(() -> {
                  registered.handler().handle(context);
                  return true;
                });
          };
    };
  }

  /** Whether the credentials of the request that is being answered would still let it in. */
  static BooleanSupplier stillGood(Context context) {
    return () -> true;
  }

  private void authenticate(Context context) {
    @Nullable String header = context.header("Authorization");
    if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      throw refusal(
          "This request needs the admin token, as `Authorization: Bearer <token>`. On the server's machine it is in the data folder, in "
              + AdminToken.FILE
              + ".",
          "Bearer realm=\"kalm\"");
    }
    if (!token.matches(header.substring(SCHEME.length()).strip())) {
      throw refusal(
          "The token of this request is not this server's admin token. Compare it with "
              + AdminToken.FILE
              + " in the server's data folder.",
          "Bearer realm=\"kalm\", error=\"invalid_token\"");
    }
  }

  private static RequestException refusal(String detail, String challenge) {
    return RequestException.of(401, "Not authenticated", detail)
        .withHeader("WWW-Authenticate", challenge);
  }
}
