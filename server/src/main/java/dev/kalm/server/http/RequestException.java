package dev.kalm.server.http;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that cannot be answered as asked, through no fault of the service. Its text reaches the
 * client: it says what failed, for which name, and what to do.
 */
public final class RequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient ProblemDocument document;
  private final transient Map<String, String> headers;

  private RequestException(ProblemDocument document, Map<String, String> headers) {
    super(document.detail());
    this.document = document;
    this.headers = headers;
  }

  private RequestException(int status, String title, String detail, List<Mistake> errors) {
    this(
        new ProblemDocument(
            ProblemDocument.NO_TYPE, title, status, detail, null, List.copyOf(errors), null),
        Map.of());
  }

  /** 400: the request itself is wrong, in these places. */
  public static RequestException badRequest(String detail, List<Mistake> errors) {
    return new RequestException(400, "Bad request", detail, errors);
  }

  /** 400, with nothing more to say. */
  public static RequestException badRequest(String detail) {
    return badRequest(detail, List.of());
  }

  /** 404: there is no such thing. */
  public static RequestException notFound(String detail) {
    return new RequestException(404, "Not found", detail, List.of());
  }

  /** 409: the state of the thing does not allow it now. */
  public static RequestException conflict(String detail) {
    return new RequestException(409, "Conflict", detail, List.of());
  }

  /** 422: well-formed, and yet not possible (a name that no CA certifies). */
  public static RequestException unprocessable(String detail, List<Mistake> errors) {
    return new RequestException(422, "Cannot be processed", detail, errors);
  }

  /** 503: passes by itself. */
  public static RequestException unavailable(String detail) {
    return new RequestException(503, "Not available now", detail, List.of());
  }

  static RequestException of(int status, String title, String detail) {
    return new RequestException(status, title, detail, List.of());
  }

  /** The same with a type of its own, a URI that clients may tell it by. */
  public RequestException withType(String type) {
    return new RequestException(
        new ProblemDocument(
            type,
            document.title(),
            document.status(),
            document.detail(),
            null,
            document.errors(),
            document.advice()),
        headers);
  }

  /** The same with one sentence on what to do. */
  public RequestException withAdvice(String advice) {
    return new RequestException(
        new ProblemDocument(
            document.type(),
            document.title(),
            document.status(),
            document.detail(),
            null,
            document.errors(),
            advice),
        headers);
  }

  RequestException withHeader(String name, String value) {
    return new RequestException(document, Map.of(name, value));
  }

  /** The HTTP status. */
  public int status() {
    return document.status();
  }

  public String type() {
    return document.type();
  }

  public String title() {
    return document.title();
  }

  public @Nullable String detail() {
    return document.detail();
  }

  ProblemDocument document() {
    return document;
  }

  Map<String, String> headers() {
    return headers;
  }
}
