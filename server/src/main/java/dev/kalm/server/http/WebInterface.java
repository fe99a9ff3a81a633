package dev.kalm.server.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pages for people, out of the class path: files by their names, and for every other page's
 * address {@code index.html}, whose script knows what to show there.
 */
final class WebInterface {
  /** Where the build of the interface puts its files in its jar. */
  private static final String INDEX = "/dev/kalm/ui/index.html";

  /** What the build leaves in {@code index.html} for the response's nonce. */
  private static final String NONCE = "__CSP_NONCE__";

  private static final int NONCE_BYTES = 16;
  private static final String HASHED = "/assets/";
  private static final String HTML = "text/html;charset=utf-8";
  private static final String ABSENT =
      """
      Kalm's service runs here, but this build of it has no web interface.
      Build it with `./dev build`, or use the command `kalm` or the REST API below /api/v1.
      """;

  private final Map<String, WebFile> files;
  private final @Nullable String index;
  private final SecureRandom random = new SecureRandom();

  private WebInterface(Map<String, WebFile> files) {
    this.files = files;
    WebFile page = files.get("/index.html");
    this.index = page == null ? null : new String(page.plain(), StandardCharsets.UTF_8);
  }

  /** The interface of this build, held in memory from now on. */
  static WebInterface load() throws IOException {
    return at(WebInterface.class.getResource(INDEX));
  }

  /**
   * An interface by its first page.
   *
   * @param index null: there is none
   */
  static WebInterface at(@Nullable URL index) throws IOException {
    return new WebInterface(index == null ? Map.of() : WebFile.all(index));
  }

  /** After the API's own routes: it answers whatever they leave. */
  void register(JavalinConfig config) {
    for (HandlerType method : new HandlerType[] {HandlerType.GET, HandlerType.HEAD}) {
      config.routes.addHttpHandler(method, "/", this::answer);
      config.routes.addHttpHandler(method, "/<path>", this::answer);
    }
  }

  private void answer(Context context) {
    String path = context.path();
    WebFile file = files.get(path);
    if (path.equals("/api") || path.startsWith("/api/")) {
      throw new NotFoundResponse();
    } else if (index == null) {
      sayThatThereIsNone(context);
    } else if (path.equals("/") || path.equals("/index.html") || isPage(context, path, file)) {
      page(context, index);
    } else if (file == null) {
      throw new NotFoundResponse();
    } else {
      secured(context, "default-src 'none'; frame-ancestors 'none'");
      context.header(
          "Cache-Control",
          path.startsWith(HASHED) ? "public, max-age=31536000, immutable" : "no-cache");
      file.answer(context);
    }
  }

  /** A file that is gone, such as a part of the build before, must not be answered with a page. */
  private static boolean isPage(Context context, String path, @Nullable WebFile file) {
    return file == null && !path.startsWith(HASHED) && wantsPage(context);
  }

  private static boolean wantsPage(Context context) {
    String accepted = context.header("Accept");
    return accepted != null && accepted.contains("text/html");
  }

  /** Each response has a nonce of its own, so that none is ever kept by a cache. */
  private void page(Context context, String text) {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    String nonce = Base64.getEncoder().encodeToString(bytes);
    secured(context, policy(nonce));
    context
        .header("Cache-Control", "no-cache")
        .contentType(HTML)
        .result(text.replace(NONCE, nonce));
  }

  private void sayThatThereIsNone(Context context) {
    if (!wantsPage(context)) {
      throw new NotFoundResponse();
    }
    context.status(404).contentType("text/plain; charset=utf-8").result(ABSENT);
  }

  /** No inline script, nothing from elsewhere, no frames (CSP Level 3). */
  private static String policy(String nonce) {
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'nonce-" + nonce + "'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'");
  }

  private static void secured(Context context, String policy) {
    context
        .header("Content-Security-Policy", policy)
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
  }
}
