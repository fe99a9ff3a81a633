package dev.kalm.server.access;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import dev.kalm.server.key.TrustAnchor;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Requests to the provider: over TLS that trusts what it should, within limits, not redirected. */
final class OidcHttp implements HTTPRequestSender, ResourceRetriever {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final int LARGEST_BODY = 512 * 1024;

  private final HttpClient client;

  /**
   * Connects lazily.
   *
   * @param trust PEM; empty: what the JDK trusts
   */
  OidcHttp(Optional<String> trust) {
    HttpClient.Builder builder =
        HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NEVER);
    trust.ifPresent(pem -> builder.sslContext(TrustAnchor.context(pem)));
    this.client = builder.build();
  }

  @Override
  public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.getURI())
            .timeout(ANSWER)
            .method(
                request.getMethod().name(),
                request.getBody() == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(request.getBody()));
    request
        .getHeaderMap()
        .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
    HttpResponse<byte[]> response = send(builder.build());
    HTTPResponse answer = new HTTPResponse(response.statusCode());
    try {
      answer.setContentType(response.headers().firstValue("Content-Type").orElse("text/plain"));
    } catch (ParseException e) {
      throw new IOException("its answer has a Content-Type that is none", e);
    }
    answer.setBody(new String(response.body(), StandardCharsets.UTF_8));
    return answer;
  }

  @Override
  public Resource retrieveResource(URL url) throws IOException {
    return new Resource(get(URI.create(url.toString())), "application/json");
  }

  String get(URI uri) throws IOException {
    HttpResponse<byte[]> response =
        send(
            HttpRequest.newBuilder(uri)
                .timeout(ANSWER)
                .header("Accept", "application/json")
                .build());
    if (response.statusCode() != 200) {
      throw new IOException("%s answered %d".formatted(uri, response.statusCode()));
    }
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_BODY));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the server is stopping", e);
    }
  }
}
