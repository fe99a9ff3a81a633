package dev.kalm.server.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns every failure of a request into a problem document (RFC 9457). */
final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private final Routes routes;

  Problems(Routes routes) {
    this.routes = routes;
  }

  void register(JavalinConfig config) {
    config.routes.exception(RequestException.class, (e, context) -> answer(context, e));
    config.routes.exception(
        HttpResponseException.class, (e, context) -> answer(context, of(e, context)));
    config.routes.exception(Exception.class, this::unexpected);
    config.router.javaLangErrorHandler(Problems::fatal);
  }

  private static void answer(Context context, RequestException exception) {
    exception.headers().forEach(context::header);
    answer(context, exception.document());
  }

  private static void answer(Context context, ProblemDocument document) {
    context
        .status(document.status())
        .contentType(ProblemDocument.MEDIA_TYPE)
        .result(JsonBodies.write(document));
  }

  private RequestException of(HttpResponseException exception, Context context) {
    if (exception.getStatus() == 404 || exception.getStatus() == 405) {
      return noRoute(context);
    }
    if (exception.getStatus() == 413) {
      return tooLarge();
    }
    return RequestException.of(
        exception.getStatus(),
        title(exception.getStatus()),
        exception.getStatus() < 500
            ? String.valueOf(exception.getMessage())
            : "The server could not answer this request.");
  }

  private RequestException noRoute(Context context) {
    List<String> methods = routes.methods(context.path());
    if (methods.isEmpty()) {
      return RequestException.notFound(
          "There is no %s. Near it: %s."
              .formatted(
                  context.path(),
                  routes.near(context.path()).stream()
                      .map(Routes.Route::toString)
                      .collect(Collectors.joining(", "))));
    }
    String allowed = String.join(", ", methods);
    return RequestException.of(
            405,
            "Method not allowed",
            "%s does not answer to %s. It answers to: %s."
                .formatted(context.path(), context.req().getMethod(), allowed))
        .withHeader("Allow", allowed);
  }

  static RequestException tooLarge() {
    return RequestException.of(
        413,
        "Content too large",
        "The body is larger than the limit of %d bytes.".formatted(ApiServer.LARGEST_BODY));
  }

  private void unexpected(Exception exception, Context context) {
    for (@Nullable Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpException http && http.getCode() == 413) {
        answer(context, tooLarge());
        return;
      }
    }
    answer(context, internal(exception, context.req().getMethod() + " " + context.path()));
  }

  private static void fatal(HttpServletResponse response, Error error) {
    ProblemDocument document = internal(error, "a request");
    response.setStatus(document.status());
    response.setContentType(ProblemDocument.MEDIA_TYPE);
    try {
      response.getOutputStream().write(JsonBodies.write(document));
    } catch (IOException e) {
      LOG.debug("The client did not wait for its answer.", e);
    }
  }

  /** Reveals nothing but an id, under which the log has all. */
  static ProblemDocument internal(Throwable failure, String request) {
    UUID id = UUID.randomUUID();
    LOG.error("Failure {} in {}", id, request, failure);
    return ProblemDocument.of(
            500,
            "Internal error",
            "Something failed inside of the server. Its log says more under the id " + id + ".")
        .withInstance("urn:uuid:" + id);
  }

  static String title(int status) {
    return switch (status) {
      case 400 -> "Bad request";
      case 404 -> "Not found";
      case 408 -> "Request timeout";
      case 413 -> "Content too large";
      case 414 -> "URI too long";
      case 431 -> "Request header fields too large";
      case 503 -> "Not available now";
      default -> status < 500 ? "Request refused" : "Internal error";
    };
  }
}
