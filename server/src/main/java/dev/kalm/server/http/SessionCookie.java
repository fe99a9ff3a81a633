package dev.kalm.server.http;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A browser's session: the cookie, and what protects it from other sites. The prefix {@code
 * __Host-} makes browsers refuse it from anywhere but this very host over TLS (RFC 6265bis).
 */
public final class SessionCookie {
  public static final String NAME = "__Host-kalm-session";

  /** Every request of a session but GET carries its CSRF token in this header. */
  public static final String CSRF_HEADER = "X-Kalm-CSRF";

  private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=";

  private SessionCookie() {}

  /** The secret that the request's cookie holds. */
  public static Optional<String> read(Context context) {
    return Optional.ofNullable(context.cookie(NAME)).filter(secret -> !secret.isBlank());
  }

  /** Hands the session to the browser. */
  public static void write(Context context, String secret, Duration lifetime) {
    context.res().addHeader("Set-Cookie", NAME + "=" + secret + ATTRIBUTES + lifetime.toSeconds());
  }

  /** Takes it back. */
  public static void remove(Context context) {
    context.res().addHeader("Set-Cookie", NAME + "=" + ATTRIBUTES + "0");
  }

  /** Follows from the cookie, which no script can read, and says nothing of it. */
  public static String csrfToken(String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] token = mac.doFinal("kalm/csrf".getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256.", e);
    }
  }

  static void requireCsrfToken(Context context, String secret) {
    @Nullable String sent = context.header(CSRF_HEADER);
    if (sent == null
        || !MessageDigest.isEqual(
            csrfToken(secret).getBytes(StandardCharsets.US_ASCII),
            sent.getBytes(StandardCharsets.US_ASCII))) {
      throw RequestException.forbidden(
          "A request of a session needs its csrfToken, which GET /api/v1/session tells, in the header %s. Load the page again."
              .formatted(CSRF_HEADER));
    }
  }

  /** Refuses what another site's page makes a browser send (Fetch Metadata; RFC 6454). */
  static void requireSameOrigin(Context context) {
    @Nullable String site = context.header("Sec-Fetch-Site");
    @Nullable String origin = context.header("Origin");
    boolean isForeign =
        site != null
            ? !site.equals("same-origin")
            : origin != null && !origin.equals(Origins.of(context));
    if (isForeign) {
      throw RequestException.forbidden(
          "This request comes from another site's page, which may not use a session here.");
    }
  }
}
