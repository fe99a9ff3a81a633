package dev.kalm.server.challenge;

import dev.kalm.server.challenge.HttpResponder.TokenSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request: is it for a token, is the token known, answer. */
final class HttpResponderHandler extends Handler.Abstract.NonBlocking {
  private static final Logger log = LoggerFactory.getLogger(HttpResponderHandler.class);

  /** Matched against the path as sent: an escaped token is no token. */
  private static final Pattern CHALLENGE_PATH =
      Pattern.compile("/\\.well-known/acme-challenge/([A-Za-z0-9_-]{1,128})");

  private static final String NOT_FOUND = "No challenge with this token is waiting here.\n";

  private final TokenSource tokens;

  HttpResponderHandler(TokenSource tokens) {
    this.tokens = tokens;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    boolean get = request.getMethod().equals("GET");
    String path = request.getHttpURI().getPath();
    Matcher matcher = CHALLENGE_PATH.matcher(path == null ? "" : path);
    if (!(get || request.getMethod().equals("HEAD")) || !matcher.matches()) {
      write(response, HttpStatus.NOT_FOUND_404, "text/plain", NOT_FOUND, callback);
      return true;
    }
    String token = matcher.group(1);
    String remote = Request.getRemoteAddr(request);
    Callback done =
        get ? Callback.from(() -> tellServed(token, remote, callback), callback::failed) : callback;
    Thread.ofVirtual()
        .name("http-01 " + remote)
        .start(() -> answer(token, response, callback, done));
    return true;
  }

  /**
   * @param done succeeds when the key authorization is written; wraps {@code callback}
   */
  private void answer(String token, Response response, Callback callback, Callback done) {
    Optional<String> keyAuthorization;
    try {
      keyAuthorization = tokens.keyAuthorization(token);
    } catch (RuntimeException e) {
      log.warn("a key authorization could not be looked up; the CA was told to come again", e);
      String text = "The challenge cannot be looked up just now. Come again.\n";
      write(response, HttpStatus.SERVICE_UNAVAILABLE_503, "text/plain", text, callback);
      return;
    }
    if (keyAuthorization.isPresent()) {
      String type = "application/octet-stream";
      write(response, HttpStatus.OK_200, type, keyAuthorization.get(), done);
    } else {
      write(response, HttpStatus.NOT_FOUND_404, "text/plain", NOT_FOUND, callback);
    }
  }

  /** The write may end on a network thread, so the source is told on a virtual one. */
  private void tellServed(String token, String remote, Callback callback) {
    callback.succeeded();
    Thread.ofVirtual()
        .name("http-01 served " + remote)
        .start(() -> {
          try {
            tokens.served(token, remote);
          } catch (RuntimeException e) {
            log.warn("a served challenge could not be recorded", e);
          }
        });
  }

  /** Jetty's own refusals (a bad request line, headers too large), without its HTML page. */
  static boolean refuse(Request request, Response response, Callback callback) {
    write(response, response.getStatus(), "text/plain", "This request is refused.\n", callback);
    return true;
  }

  private static void write(
      Response response, int status, String type, String body, Callback callback) {
    byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    response.write(true, ByteBuffer.wrap(bytes), callback);
  }
}
