package dev.kalm.api;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Words for a call that failed: what failed, where, and what to do. */
final class Failures {
  private static final int MAX_CAUSES = 16;

  private final URI url;

  Failures(URI url) {
    this.url = url;
  }

  /** The service's problem document, or one in its place when it sent none. */
  KalmException answered(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    Problem problem = readProblem(response);
    if (problem == null) {
      problem =
          Problem.of(
              status,
              "HTTP " + status,
              "The server at " + url + " answered HTTP " + status + " without saying why.");
    }
    problem = problem.withStatus(status);
    if (problem.advice() == null) {
      problem = advise(problem, status);
    }
    return new KalmException(problem);
  }

  private Problem advise(Problem problem, int status) {
    if (status == 401) {
      return problem
          .withKind(ProblemKind.USER_ACTION)
          .withAdvice(
              "Set KALM_TOKEN to a token of this server: the first one is in admin.token in its data folder.");
    }
    if (status == 502 || status == 503 || status == 504) {
      return problem.withKind(ProblemKind.TRANSIENT).withAdvice("Try again in a moment.");
    }
    if (status >= 300 && status < 400) {
      return problem.withAdvice("Set KALM_URL to the server itself: redirects are not followed.");
    }
    return problem;
  }

  private static @Nullable Problem readProblem(HttpResponse<byte[]> response) {
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (!type.startsWith(Problem.MEDIA_TYPE) && !type.startsWith("application/json")) {
      return null;
    }
    try {
      return Json.mapper().readValue(response.body(), Problem.class);
    } catch (JacksonException e) {
      return null;
    }
  }

  KalmException late(Duration limit, Throwable cause) {
    return transientFailure(
        "The server at " + url + " did not answer within " + limit.toSeconds() + " s.",
        "Try again; if it stays so, look at the server's log.",
        cause);
  }

  KalmException interrupted(Throwable cause) {
    return transientFailure("The call to " + url + " was interrupted.", "Try again.", cause);
  }

  KalmException notUnderstood(HttpResponse<byte[]> response, @Nullable Throwable cause) {
    return new KalmException(
        Problem.ofType(
                Problem.NO_TYPE,
                "Answer not understood",
                "What "
                    + response.uri()
                    + " answered is not what this version of Kalm understands.")
            .withStatus(response.statusCode())
            .withKind(ProblemKind.INTERNAL)
            .withAdvice(
                "Check that KALM_URL names a Kalm server, and that server and client have the same version."),
        cause);
  }

  KalmException unreachable(Throwable cause) {
    if (has(cause, CertPathValidatorException.class) || messageOf(cause).contains("PKIX path")) {
      return userAction(
          "The TLS certificate of " + url + " is not trusted.",
          "Set KALM_CA to a copy of api.pem from the server's data folder.",
          cause);
    }
    if (has(cause, CertificateException.class)) {
      return userAction(
          "The TLS certificate of "
              + url
              + " is for another name or has expired: "
              + rootMessage(cause)
              + ".",
          "Use a name or an address of its certificate in KALM_URL.",
          cause);
    }
    if (has(cause, SSLException.class)) {
      return userAction(
          "No TLS connection with " + url + ": " + rootMessage(cause) + ".",
          "Check that KALM_URL names the port of Kalm's API (8443 unless configured).",
          cause);
    }
    if (has(cause, UnresolvedAddressException.class)) {
      return userAction(
          "The host name of " + url + " cannot be resolved.", "Check KALM_URL.", cause);
    }
    if (has(cause, ConnectException.class) || has(cause, HttpConnectTimeoutException.class)) {
      return transientFailure(
          "Nothing answers at " + url + ".",
          "Start the server with 'kalm serve', or set KALM_URL to where it runs.",
          cause);
    }
    return transientFailure(
        "The connection with " + url + " broke: " + rootMessage(cause) + ".", "Try again.", cause);
  }

  private static KalmException userAction(String detail, String advice, Throwable cause) {
    return failure(ProblemKind.USER_ACTION, detail, advice, cause);
  }

  private static KalmException transientFailure(String detail, String advice, Throwable cause) {
    return failure(ProblemKind.TRANSIENT, detail, advice, cause);
  }

  private static KalmException failure(
      ProblemKind kind, String detail, String advice, Throwable cause) {
    return new KalmException(
        Problem.ofType(Problem.NO_TYPE, "No answer", detail).withKind(kind).withAdvice(advice),
        cause);
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> type) {
    Throwable cause = failure;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
      if (type.isInstance(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    for (int i = 0; root.getCause() != null && i < MAX_CAUSES; i++) {
      root = root.getCause();
    }
    return messageOf(root);
  }

  private static String messageOf(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
