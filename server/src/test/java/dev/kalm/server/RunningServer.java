package dev.kalm.server;

import dev.kalm.api.Json;
import dev.kalm.server.certificate.CertificateStore;
import dev.kalm.server.certificate.CertificateVersion;
import dev.kalm.server.config.ConfigLoader;
import dev.kalm.server.database.Database;
import dev.kalm.server.database.DatabaseSettings;
import dev.kalm.server.key.KeyType;
import dev.kalm.server.key.MasterKey;
import dev.kalm.server.key.Pem;
import dev.kalm.server.key.Sealer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;

/** The whole service on SQLite, in a world in which nobody answers, and a clock that can go on. */
final class RunningServer implements AutoCloseable {
  private static final String CONFIGURATION =
      """
      data: data
      cluster: {domain: mycluster.com, addresses: [34.84.45.105]}
      listen: {dns: ["127.0.0.1:0"], http: ["127.0.0.1:0"], api: ["127.0.0.1:0"]}
      resolver: {servers: ["127.0.0.1:1"]}
      authorities: [{name: ca, directory: "https://127.0.0.1:1/directory", termsOfServiceAgreed: true, email: a@myapp.com}]
      """;

  private final Path data;
  private final Server server;
  private final HttpClient client;
  private volatile Duration ahead = Duration.ZERO;

  RunningServer(Path folder) throws Exception {
    this(folder, "");
  }

  /**
   * Starts it.
   *
   * @param configuration more sections of kalm.yaml
   */
  RunningServer(Path folder, String configuration) throws Exception {
    this.data = folder.resolve("data");
    Path file = Files.writeString(folder.resolve("kalm.yaml"), CONFIGURATION + configuration);
    InstantSource clock = () -> Instant.now().plus(ahead);
    this.server =
        Server.start(
            ConfigLoader.load(Optional.of(file), Optional.empty(), Map.of()), Map.of(), clock);
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(trusting(certificate(data)))
            .build();
  }

  /** What a request presents. */
  sealed interface Credentials {
    record None() implements Credentials {}

    record Bearer(String token) implements Credentials {}

    /**
     * A browser's.
     *
     * @param csrf empty: it does not know it
     */
    record Cookie(String secret, Optional<String> csrf) implements Credentials {}
  }

  record Answer(int status, String text, java.net.http.HttpHeaders headers) {
    JsonNode json() {
      return Json.mapper().readTree(text);
    }

    Credentials.Cookie cookie() {
      String set = headers.firstValue("Set-Cookie").orElseThrow();
      String secret = set.substring(set.indexOf('=') + 1, set.indexOf(';'));
      return new Credentials.Cookie(secret, Optional.of(json().get("csrfToken").asString()));
    }
  }

  Credentials.Bearer admin() throws IOException {
    return new Credentials.Bearer(Files.readString(data.resolve("admin.token")).strip());
  }

  URI url() {
    return server.url();
  }

  String setupToken() {
    return server.setupLink().orElseThrow().replaceFirst(".*#token=", "");
  }

  Optional<String> setupLink() {
    return server.setupLink();
  }

  Path data() {
    return data;
  }

  void goOn(Duration time) {
    ahead = ahead.plus(time);
  }

  Instant now() {
    return Instant.now().plus(ahead);
  }

  /** A body is sent as JSON; null: none. */
  Answer send(Credentials who, String method, String path, Object body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .timeout(Duration.ofSeconds(60))
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(Json.mapper().writeValueAsString(body)));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    switch (who) {
      case Credentials.None() -> {}
      case Credentials.Bearer(String token) -> request.header("Authorization", "Bearer " + token);
      case Credentials.Cookie(String secret, Optional<String> csrf) -> {
        request.header("Cookie", "__Host-kalm-session=" + secret);
        csrf.ifPresent(token -> request.header("X-Kalm-CSRF", token));
      }
    }
    for (int index = 0; index < headers.length; index += 2) {
      request.header(headers[index], headers[index + 1]);
    }
    HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
    try (InputStream answer = response.body()) {
      // A stream of events never ends: whether it was let in is all that is asked of it.
      boolean isStream =
          response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
      String text = isStream ? "" : new String(answer.readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(response.statusCode(), text, response.headers());
    }
  }

  /** The certificate gets a version, as if a CA had issued it, with some private key. */
  void issue(String certificate) throws Exception {
    X509Certificate own = certificate(data);
    Sealer sealer = new Sealer(MasterKey.loadOrCreate(data, Map.of()));
    try (Database database = Database.open(new DatabaseSettings.Sqlite(data.resolve("kalm.db")))) {
      String issuance =
          database.read(handle ->
              handle
                  .createQuery("SELECT id FROM issuance WHERE certificate_id = :id")
                  .bind("id", certificate)
                  .mapTo(String.class)
                  .first());
      Instant now = now();
      CertificateVersion version =
          new CertificateVersion(
              UUID.randomUUID().toString(),
              certificate,
              issuance,
              Pem.certificates(List.of(own)),
              sealer.seal(
                  Pem.privateKey(KeyType.EC_P256.generate().getPrivate())
                      .getBytes(StandardCharsets.US_ASCII),
                  CertificateVersion.keyContext(issuance)),
              own.getSerialNumber().toString(16),
              own.getIssuerX500Principal().getName(),
              own.getNotBefore().toInstant(),
              own.getNotAfter().toInstant(),
              "0".repeat(64),
              now,
              null);
      database.useTransaction(transaction ->
          new CertificateStore().install(transaction, version, now.plus(Duration.ofDays(60))));
    }
  }

  private static X509Certificate certificate(Path data) throws Exception {
    try (InputStream pem = Files.newInputStream(data.resolve("api.pem"))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
    }
  }

  private static SSLContext trusting(X509Certificate certificate) throws Exception {
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    anchors.setCertificateEntry("api", certificate);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(anchors);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @Override
  public void close() {
    client.shutdownNow();
    server.close();
  }
}
