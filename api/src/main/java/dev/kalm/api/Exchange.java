package dev.kalm.api;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * One request and its answer, within the limits; everything that can go wrong becomes a problem.
 */
final class Exchange implements AutoCloseable {
  private final Endpoint endpoint;
  private final KalmClient.Limits limits;
  private final Failures failures;
  private final HttpClient http;

  Exchange(Endpoint endpoint, KalmClient.Limits limits) throws KalmException {
    this.endpoint = endpoint;
    this.limits = limits;
    this.failures = new Failures(endpoint.url());
    HttpClient.Builder builder =
        // One request at a time gains nothing from HTTP/2 and pays for starting it.
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(limits.connect());
    String trustAnchors = endpoint.trustAnchors();
    if (trustAnchors != null) {
      builder.sslContext(TrustAnchors.context(trustAnchors));
    }
    this.http = builder.build();
  }

  Answer get(String path) throws KalmException {
    return get(path, Duration.ZERO);
  }

  /** {@code held} is how long the service may hold its answer back. */
  Answer get(String path, Duration held) throws KalmException {
    return send(request(path), held, status -> false);
  }

  Answer post(String path, @Nullable Object body) throws KalmException {
    HttpRequest.Builder request = request(path);
    if (body == null) {
      request.POST(BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.POST(BodyPublishers.ofByteArray(Json.mapper().writeValueAsBytes(body)));
    }
    return send(request, Duration.ZERO, status -> false);
  }

  Answer put(String path, Object body) throws KalmException {
    HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
    request.PUT(BodyPublishers.ofByteArray(Json.mapper().writeValueAsBytes(body)));
    return send(request, Duration.ZERO, status -> false);
  }

  Answer delete(String path) throws KalmException {
    return send(request(path).DELETE(), Duration.ZERO, status -> false);
  }

  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint.resolve(path))
            .header("Accept", "application/json, " + Problem.MEDIA_TYPE);
    if (endpoint.token() != null) {
      request.header("Authorization", "Bearer " + endpoint.token());
    }
    return request;
  }

  /**
   * An answer that is neither a success nor {@code alsoGood} is thrown as the problem that it
   * holds.
   */
  Answer send(HttpRequest.Builder request, Duration held, IntPredicate alsoGood)
      throws KalmException {
    Duration limit = limits.answer().plus(held);
    HttpResponse<byte[]> response = response(request.build(), limit);
    int status = response.statusCode();
    if ((status >= 200 && status < 300) || alsoGood.test(status)) {
      return new Answer(response);
    }
    throw failures.answered(response);
  }

  private HttpResponse<byte[]> response(HttpRequest request, Duration limit) throws KalmException {
    CompletableFuture<HttpResponse<byte[]>> pending =
        http.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), limits.bodyBytes()));
    try {
      // HttpRequest.timeout ends with the answer's header; this one covers its body too.
      return pending.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      pending.cancel(true);
      throw failures.late(limit, e);
    } catch (InterruptedException e) {
      pending.cancel(true);
      Thread.currentThread().interrupt();
      throw failures.interrupted(e);
    } catch (ExecutionException e) {
      throw failures.unreachable(e.getCause() == null ? e : e.getCause());
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  /** A successful answer, not yet read. */
  final class Answer {
    private final HttpResponse<byte[]> response;

    private Answer(HttpResponse<byte[]> response) {
      this.response = response;
    }

    <T> T as(TypeReference<T> type) throws KalmException {
      try {
        T value = Json.mapper().readValue(response.body(), type);
        if (value != null) {
          return value;
        }
      } catch (JacksonException e) {
        throw failures.notUnderstood(response, e);
      }
      throw failures.notUnderstood(response, null);
    }

    <T> Tagged<T> tagged(TypeReference<T> type) throws KalmException {
      String etag = response.headers().firstValue("ETag").orElse(null);
      if (etag == null) {
        throw failures.notUnderstood(response, null);
      }
      return new Tagged<>(as(type), etag);
    }
  }
}
