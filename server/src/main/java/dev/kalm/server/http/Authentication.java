package dev.kalm.server.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Finds out who makes a request, by a bearer token (RFC 6750, section 2.1) or a session's cookie,
 * and lets a route's handler see only who may call it.
 */
final class Authentication {
  private static final String SCHEME = "bearer ";
  private static final String STILL_GOOD = "kalm.credentials-still-good";
  private static final String CERTIFICATE = "/api/v1/certificates/{id}";

  private final AdminToken adminToken;
  private final Callers callers;

  Authentication(AdminToken adminToken, Callers callers) {
    this.adminToken = adminToken;
    this.callers = callers;
  }

  Handler guard(Routes.Registered registered) {
    Routes.Route route = registered.route();
    return context -> {
      Caller caller = route.access() == Access.PUBLIC ? visitor(context) : known(context);
      refuse(route, caller, context);
      caller
          .bound()
          .call(() -> {
            registered.handler().handle(context);
            return true;
          });
    };
  }

  /** Whether the credentials of the request that is being answered would still let it in. */
  static BooleanSupplier stillGood(Context context) {
    BooleanSupplier kept = context.attribute(STILL_GOOD);
    return kept == null ? () -> true : kept;
  }

  /** Signed in or not: on a route for everybody, credentials that are no good are none. */
  private Caller visitor(Context context) {
    Optional<String> token = bearer(context);
    if (token.isPresent()) {
      return ofToken(token.get(), context.ip()).orElseGet(() -> Caller.nobody(context.ip()));
    }
    Optional<String> secret = SessionCookie.read(context);
    if (!isSafe(context)) {
      SessionCookie.requireSameOrigin(context);
    }
    String from = context.ip();
    Optional<Caller> caller = secret.flatMap(cookie -> callers.ofSession(cookie, from));
    // A POST brings a secret of its own: a password, or a link's token.
    if (caller.isPresent() && !isSafe(context) && !context.method().equals(HandlerType.POST)) {
      SessionCookie.requireCsrfToken(context, secret.orElseThrow());
    }
    return caller.orElseGet(() -> Caller.nobody(from));
  }

  private Caller known(Context context) {
    Optional<String> token = bearer(context);
    if (token.isPresent()) {
      return byToken(context, token.get());
    }
    return SessionCookie.read(context)
        .map(secret -> bySession(context, secret))
        .orElseThrow(() ->
            refusal(
                "This request needs a session (sign in), or a token as `Authorization: Bearer <token>`. On the server's machine the administrator's is in the data folder, in "
                    + AdminToken.FILE
                    + ".",
                "Bearer realm=\"kalm\""));
  }

  private static Optional<String> bearer(Context context) {
    return Optional.ofNullable(context.header("Authorization"))
        .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(SCHEME))
        .map(header -> header.substring(SCHEME.length()).strip());
  }

  private Optional<Caller> ofToken(String token, String from) {
    return adminToken.matches(token)
        ? Optional.of(Caller.adminToken(from))
        : callers.ofToken(token, from);
  }

  private Caller byToken(Context context, String token) {
    String from = context.ip();
    Caller caller =
        ofToken(token, from)
            .orElseThrow(() ->
                refusal(
                    "The token of this request is unknown here, was revoked, or has expired. Make another with `kalm token create`, or take the one of "
                        + AdminToken.FILE
                        + " in the server's data folder.",
                    "Bearer realm=\"kalm\", error=\"invalid_token\""));
    keep(context, () -> ofToken(token, from));
    return caller;
  }

  private Caller bySession(Context context, String secret) {
    String from = context.ip();
    Caller caller =
        callers
            .ofSession(secret, from)
            .orElseThrow(
                () -> refusal("The session is over. Sign in again.", "Bearer realm=\"kalm\""));
    if (!isSafe(context)) {
      SessionCookie.requireSameOrigin(context);
      SessionCookie.requireCsrfToken(context, secret);
    }
    keep(context, () -> callers.ofSession(secret, from));
    return caller;
  }

  private static void keep(Context context, Supplier<Optional<Caller>> again) {
    context.attribute(STILL_GOOD, (BooleanSupplier) () -> again.get().isPresent());
  }

  private static boolean isSafe(Context context) {
    return List.of(HandlerType.GET, HandlerType.HEAD).contains(context.method());
  }

  private static void refuse(Routes.Route route, Caller caller, Context context) {
    boolean ownCertificate =
        caller
            .certificate()
            .map(id -> route.path().startsWith(CERTIFICATE) && id.equals(context.pathParam("id")))
            .orElse(false);
    boolean allowed =
        switch (route.access()) {
          case PUBLIC, SIGNED_IN -> true;
          case READ ->
              caller.certificate().isEmpty()
                  || (ownCertificate && route.path().equals(CERTIFICATE));
          case DOWNLOAD -> ownCertificate || caller.role() != Role.VIEWER;
          case ISSUE -> caller.role() != Role.VIEWER;
          case ADMIN -> caller.role() == Role.ADMINISTRATOR;
        };
    if (!allowed) {
      throw RequestException.forbidden(
          "%s is not for %s: it needs %s. Ask an administrator."
              .formatted(route, caller.words(), needed(route.access())));
    }
  }

  private static String needed(Access access) {
    return switch (access) {
      case PUBLIC, SIGNED_IN, READ -> "a user, or a token of scope read, issue or admin";
      case DOWNLOAD ->
          "an administrator, an operator for the certificate's domains, or a token that may download it";
      case ISSUE -> "an administrator, or an operator for the domains concerned";
      case ADMIN -> "an administrator";
    };
  }

  private static RequestException refusal(String detail, String challenge) {
    return RequestException.of(401, "Not authenticated", detail)
        .withHeader("WWW-Authenticate", challenge);
  }
}
