package dev.kalm.e2e;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls of the REST API by hand, with any token, for what no client of ours would ask. */
final class Rest implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final KalmProcess kalm;
  private final HttpClient client;

  /** What came back; {@code body} is a missing node when there was none. */
  record Reply(int status, JsonNode body) {}

  Rest(KalmProcess kalm) throws IOException, GeneralSecurityException {
    this.kalm = kalm;
    this.client = HttpClient.newBuilder().sslContext(trusting(kalm)).build();
  }

  /** As the administrator whom the data folder's token is for. */
  Reply asAdministrator(String method, String path, @Nullable String json)
      throws IOException, InterruptedException {
    return call(Files.readString(kalm.data().resolve("admin.token")).strip(), method, path, json);
  }

  /**
   * @param path below {@code /api/v1}
   * @param json the body, or null
   */
  Reply call(String token, String method, String path, @Nullable String json)
      throws IOException, InterruptedException {
    URI uri = URI.create(kalm.settings().url() + "/api/v1" + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    JsonNode body = answer.body().isEmpty() ? JSON.missingNode() : JSON.readTree(answer.body());
    return new Reply(answer.statusCode(), body);
  }

  /**
   * Adds a local user.
   *
   * @param domains what an operator may issue for; others have none
   */
  void addUser(String username, String password, String role, String... domains)
      throws IOException, InterruptedException {
    String quoted = Stream.of(domains).map(domain -> '"' + domain + '"').collect(joining(", "));
    Reply made =
        asAdministrator(
            "POST",
            "/users",
            """
            {"username": "%s", "password": "%s", "role": "%s", "domains": [%s]}
            """
                .formatted(username, password, role, quoted));
    if (made.status() != 201) {
      throw new AssertionError("No user " + username + ": " + made);
    }
  }

  /** A one-time link that signs an administrator in and opens this path. */
  URI signInLink(String path) throws IOException, InterruptedException {
    Reply made = asAdministrator("POST", "/session/links", "{\"path\": \"" + path + "\"}");
    if (made.status() != 201) {
      throw new AssertionError("No sign-in link: " + made);
    }
    return URI.create(made.body().get("url").asString());
  }

  private static SSLContext trusting(KalmProcess kalm)
      throws IOException, GeneralSecurityException {
    KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
    anchors.load(null, null);
    try (var pem = Files.newInputStream(kalm.data().resolve("api.pem"))) {
      anchors.setCertificateEntry(
          "kalm", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(anchors);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @Override
  public void close() {
    client.close();
  }
}
