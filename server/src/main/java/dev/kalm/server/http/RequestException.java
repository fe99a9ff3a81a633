package dev.kalm.server.http;

import dev.kalm.api.Problem;
import dev.kalm.api.Problem.Mistake;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A request that cannot be answered as asked, through no fault of the service. Its text reaches the
 * client: it says what failed, for which name, and what to do.
 */
public final class RequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem document;
  private final transient Map<String, String> headers;

  private RequestException(Problem document, Map<String, String> headers) {
    super(document.summary());
    this.document = document;
    this.headers = headers;
  }

  /** 400: the request itself is wrong, in these places. */
  public static RequestException badRequest(String detail, List<Mistake> errors) {
    return of(Problem.of(400, "Bad request", detail).withErrors(errors));
  }

  /** 400, with nothing more to say. */
  public static RequestException badRequest(String detail) {
    return badRequest(detail, List.of());
  }

  /** 403: the caller is known, and may not do this. */
  public static RequestException forbidden(String detail) {
    return of(403, "Forbidden", detail);
  }

  /** 401: what was presented is not right. */
  public static RequestException unauthorized(String detail) {
    return of(401, "Not authenticated", detail)
        .withHeader("WWW-Authenticate", "Bearer realm=\"kalm\"");
  }

  /** 429: too often; come again after this time (RFC 6585, section 4). */
  public static RequestException tooMany(String detail, Duration retryAfter) {
    return of(429, "Too many requests", detail)
        .withHeader("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
  }

  /** 404: there is no such thing. */
  public static RequestException notFound(String detail) {
    return of(404, "Not found", detail);
  }

  /** 409: the state of the thing does not allow it now. */
  public static RequestException conflict(String detail) {
    return of(409, "Conflict", detail);
  }

  /**
   * A problem that says it all, such as a CA's own.
   *
   * @param document with a status
   */
  public static RequestException of(Problem document) {
    return new RequestException(document, Map.of());
  }

  static RequestException of(int status, String title, String detail) {
    return of(Problem.of(status, title, detail));
  }

  RequestException withHeader(String name, String value) {
    return new RequestException(document, Map.of(name, value));
  }

  /** The HTTP status. */
  public int status() {
    return status(document);
  }

  /** What the client reads. */
  public Problem document() {
    return document;
  }

  Map<String, String> headers() {
    return headers;
  }

  static int status(Problem document) {
    return Objects.requireNonNullElse(document.status(), 500);
  }
}
