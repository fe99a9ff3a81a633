package dev.kalm.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.kalm.api.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ApiServerTest {
  private static final Instant NOW = Instant.now();
  private static final InetSocketAddress LOOPBACK = new InetSocketAddress("127.0.0.1", 0);

  @TempDir Path data;
  private ApiServer server;
  private HttpClient client;
  private String token;

  record Thing(String name, List<Integer> sizes, Optional<Instant> at, boolean on) {
    Thing {
      if (name != null && name.isEmpty()) {
        throw new IllegalArgumentException("The name must not be empty.");
      }
    }
  }

  private static final class Things implements Resource {
    @Override
    public void register(Routes routes) {
      routes.get("/api/v1/things", context -> context.json(List.of()), Access.PUBLIC);
      routes.post(
          "/api/v1/things",
          context -> context.status(201).json(context.bodyAsClass(Thing.class)),
          Access.ADMIN);
      routes.get(
          "/api/v1/things/{id}",
          context -> {
            throw RequestException.notFound(
                "There is no thing %s.".formatted(context.pathParam("id")));
          },
          Access.ADMIN);
      routes.put(
          "/api/v1/things/{id}",
          _ -> {
            throw RequestException.of(
                Problem.ofType("urn:example:busy", "Conflict", "The thing is in use.")
                    .withStatus(409)
                    .withAdvice("Wait for it."));
          },
          Access.ADMIN);
      routes.delete(
          "/api/v1/things/{id}",
          _ -> {
            throw new IllegalStateException("a secret of the inside");
          },
          Access.ADMIN);
      routes.get(
          "/api/v1/error",
          _ -> {
            throw new StackOverflowError("a secret of the inside");
          },
          Access.PUBLIC);
      routes.get(
          "/api/v1/thread",
          context -> context.json(Map.of("virtual", Thread.currentThread().isVirtual())),
          Access.PUBLIC);
    }
  }

  @BeforeEach
  void start() throws Exception {
    server = start(LOOPBACK);
    client = client(data);
    token = Files.readString(data.resolve("admin.token")).strip();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void answersOverTlsWithTheCertificateOfTheDataFolder() throws Exception {
    HttpResponse<String> health = send("GET", "/api/v1/health", null);

    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body()).isEqualTo("{\"status\":\"ok\"}");
    assertThat(health.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(health.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(health.headers().firstValue("Server")).isEmpty();
    assertThat(Files.readString(data.resolve("api.url"))).isEqualTo(server.url() + "\n");
    assertThat(mode("api.pem")).isEqualTo("rw-r--r--");
    assertThat(mode("api.p12")).isEqualTo("rw-------");
    assertThat(mode("admin.token")).isEqualTo("rw-------");
  }

  @Test
  void runsHandlersOnVirtualThreads() throws Exception {
    assertThat(json(send("GET", "/api/v1/thread", null)).get("virtual").asBoolean()).isTrue();
  }

  @Test
  void readsAndWritesJson() throws Exception {
    HttpResponse<String> created =
        post("{\"name\":\"a\",\"sizes\":[1],\"at\":\"2026-11-23T12:00:00Z\",\"on\":true}");

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.body())
        .isEqualTo("{\"name\":\"a\",\"sizes\":[1],\"at\":\"2026-11-23T12:00:00Z\",\"on\":true}");
    assertThat(post("{\"name\":\"a\",\"sizes\":[],\"on\":false}").body())
        .isEqualTo("{\"name\":\"a\",\"sizes\":[],\"at\":null,\"on\":false}");
  }

  @Test
  void saysWhereABodyIsWrong() throws Exception {
    JsonNode syntax = problem(post("{\"name\":\n  nope}"), 400);
    assertThat(syntax.get("detail").asString())
        .startsWith("The body is no JSON: at line 2, column ");

    JsonNode unknown = problem(post("{\"nmae\":\"a\"}"), 400);
    assertThat(unknown.at("/errors/0/pointer").asString()).isEqualTo("#/nmae");
    assertThat(unknown.at("/errors/0/detail").asString())
        .isEqualTo("There is no field \"nmae\" here. Known: at, name, on, sizes.");

    JsonNode type = problem(post("{\"name\":\"a\",\"sizes\":[1,\"two\"]}"), 400);
    assertThat(type.at("/errors/0/pointer").asString()).isEqualTo("#/sizes/1");
    assertThat(type.at("/errors/0/detail").asString()).isEqualTo("This has to be a number.");

    JsonNode time = problem(post("{\"name\":\"a\",\"at\":\"tomorrow\"}"), 400);
    assertThat(time.at("/errors/0/pointer").asString()).isEqualTo("#/at");
    assertThat(time.at("/errors/0/detail").asString()).contains("RFC 3339");

    assertThat(problem(post("{\"name\":\"\",\"on\":true}"), 400).get("detail").asString())
        .contains("The name must not be empty.");
    assertThat(problem(post("[]"), 400).get("detail").asString()).contains("an object");
    assertThat(problem(post("null"), 400).get("detail").asString()).contains("null");
    assertThat(problem(post(""), 400).get("detail").asString()).contains("needs a body");
    assertThat(problem(post("{\"name\":\"a\",\"on\":true} x"), 400).get("detail").asString())
        .contains("no JSON");
  }

  @Test
  void refusesWhoHasNoTokenOrAnotherOne() throws Exception {
    String right = token;
    for (String wrong : List.of("", "x", right + "x", right.substring(1), right.toUpperCase())) {
      token = wrong;
      HttpResponse<String> refused = send("GET", "/api/v1/things/1", null);
      JsonNode problem = problem(refused, 401);
      assertThat(problem.get("detail").asString()).contains("admin.token").doesNotContain(right);
      assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
          .startsWith("Bearer realm=\"kalm\"");
    }
    token = right;
    assertThat(send("GET", "/api/v1/things/1", null).statusCode()).isEqualTo(404);
  }

  @Test
  void saysWhatIsThereWhenAPathIsNot() throws Exception {
    JsonNode problem = problem(send("GET", "/api/v1/thing", null), 404);

    assertThat(problem.get("title").asString()).isEqualTo("Not found");
    assertThat(problem.get("type").asString()).isEqualTo("about:blank");
    assertThat(problem.get("detail").asString())
        .startsWith("There is no /api/v1/thing. Near it: GET /api/v1/things, ");
    problem(send("GET", "/api/v1/things/1/2", null), 404);
  }

  @Test
  void saysWhichMethodsAPathAnswersTo() throws Exception {
    HttpResponse<String> refused = send("DELETE", "/api/v1/things", null);

    problem(refused, 405);
    assertThat(refused.headers().firstValue("Allow")).contains("GET, HEAD, POST");
    assertThat(send("PATCH", "/api/v1/things/7", null).headers().firstValue("Allow"))
        .contains("GET, HEAD, PUT, DELETE");
  }

  @Test
  void refusesABodyOverTheLimitDeclaredOrNot() throws Exception {
    byte[] large =
        ("\"" + "x".repeat(ApiServer.LARGEST_BODY) + "\"").getBytes(StandardCharsets.UTF_8);

    JsonNode declared =
        problem(send("POST", "/api/v1/things", BodyPublishers.ofByteArray(large)), 413);
    assertThat(declared.get("detail").asString()).contains("1048576 bytes");
    JsonNode chunked =
        problem(
            send(
                "POST",
                "/api/v1/things",
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))),
            413);
    assertThat(chunked.get("detail").asString()).contains("1048576 bytes");
  }

  @Test
  void takesABodyJustUnderTheLimitDeclaredOrNot() throws Exception {
    String name = "x".repeat(ApiServer.LARGEST_BODY - 30);
    String body = "{\"name\":\"" + name + "\",\"on\":true}";

    assertThat(post(body).statusCode()).isEqualTo(201);
    HttpResponse<String> chunked =
        send(
            "POST",
            "/api/v1/things",
            BodyPublishers.ofInputStream(
                () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))));
    assertThat(chunked.statusCode()).isEqualTo(201);
    assertThat(json(chunked).get("name").asString()).isEqualTo(name);
  }

  @Test
  void refusesBodiesThatAreNoJson() throws Exception {
    HttpResponse<String> refused =
        client.send(
            request("POST", "/api/v1/things", BodyPublishers.ofString("name=a"))
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .build(),
            BodyHandlers.ofString());

    assertThat(problem(refused, 415).get("detail").asString())
        .contains("application/x-www-form-urlencoded")
        .contains("Content-Type: application/json");
  }

  @Test
  void carriesAFeaturesOwnProblem() throws Exception {
    JsonNode problem = problem(send("PUT", "/api/v1/things/1", null), 409);

    assertThat(problem.get("type").asString()).isEqualTo("urn:example:busy");
    assertThat(problem.get("detail").asString()).isEqualTo("The thing is in use.");
    assertThat(problem.get("advice").asString()).isEqualTo("Wait for it.");
    assertThat(problem.has("errors")).isFalse();
  }

  @Test
  void revealsNothingOfAFailureButAnIdThatTheLogHasToo() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger(Problems.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    try {
      for (HttpResponse<String> failed :
          List.of(send("DELETE", "/api/v1/things/1", null), send("GET", "/api/v1/error", null))) {
        JsonNode problem = problem(failed, 500);
        assertThat(failed.body()).doesNotContain("secret").doesNotContain("Exception");
        String id = problem.get("instance").asString().replace("urn:uuid:", "");
        assertThat(problem.get("detail").asString()).contains(id);
        assertThat(log.list)
            .anySatisfy(event -> assertThat(event.getFormattedMessage()).contains(id));
      }
      assertThat(log.list)
          .noneSatisfy(event -> assertThat(event.getFormattedMessage()).contains(token));
    } finally {
      logger.detachAppender(log);
    }
  }

  @Test
  void answersMalformedHttpWithAProblemToo() throws Exception {
    String answer = raw("GET /api/v1/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 400")
        .containsIgnoringCase("content-type: application/problem+json")
        .contains("\"status\":400");
    assertThat(raw("nonsense\r\n\r\n")).contains("\"status\":400");
    // Over the limit and within one TLS record: the server leaves nothing unread, so that its close
    // cannot overtake its answer.
    assertThat(
            raw(
                "GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\nX: "
                    + "x".repeat(12_000)
                    + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431")
        .contains("\"status\":431");
  }

  @Test
  void speaksNoTlsOlderThan12() throws Exception {
    try (SSLSocket socket = (SSLSocket) trusting(data).getSocketFactory().createSocket()) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.connect(new InetSocketAddress("127.0.0.1", server.url().getPort()));
      socket.startHandshake();
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.2");
    }
    try (SSLSocket socket = (SSLSocket) trusting(data).getSocketFactory().createSocket()) {
      socket.setEnabledProtocols(new String[] {"TLSv1.1"});
      socket.connect(new InetSocketAddress("127.0.0.1", server.url().getPort()));
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void keepsItsTokenAndCertificateAcrossStarts() throws Exception {
    String pem = Files.readString(data.resolve("api.pem"));
    server.close();

    server = start(LOOPBACK);

    assertThat(Files.readString(data.resolve("api.pem"))).isEqualTo(pem);
    assertThat(send("GET", "/api/v1/things/1", null).statusCode()).isEqualTo(404);
  }

  @Test
  void makesANewCertificateForAnAddressThatTheOldOneLacksOrBeforeItExpires() throws Exception {
    String first = Files.readString(data.resolve("api.pem"));
    server.close();

    server = start(new InetSocketAddress("127.0.0.9", 0));
    String second = Files.readString(data.resolve("api.pem"));
    client = client(data);

    assertThat(second).isNotEqualTo(first);
    assertThat(server.url().getHost()).isEqualTo("127.0.0.9");
    assertThat(send("GET", "/api/v1/health", null).statusCode()).isEqualTo(200);
    X509Certificate certificate = certificate(data);
    ApiCertificate.loadOrCreate(settings(certificate, Duration.ofDays(31)));
    assertThat(Files.readString(data.resolve("api.pem"))).isEqualTo(second);
    ApiCertificate.loadOrCreate(settings(certificate, Duration.ofDays(29)));
    assertThat(Files.readString(data.resolve("api.pem"))).isNotEqualTo(second);
  }

  private ApiSettings settings(X509Certificate certificate, Duration beforeTheEnd) {
    Instant then = certificate.getNotAfter().toInstant().minus(beforeTheEnd);
    return new ApiSettings(
        List.of(new InetSocketAddress("127.0.0.9", 0)), data, InstantSource.fixed(then));
  }

  @Test
  void listensOnSeveralAddresses() throws Exception {
    server.close();
    server =
        ApiServer.start(
            new ApiSettings(
                List.of(LOOPBACK, new InetSocketAddress("127.0.0.2", 0)),
                data,
                InstantSource.fixed(NOW)),
            AdminToken.loadOrCreate(data),
            List.of());

    assertThat(server.url().getHost()).isEqualTo("127.0.0.1");
    client = client(data);
    assertThat(send("GET", "/api/v1/health", null).statusCode()).isEqualTo(200);
  }

  @Test
  void saysWhichPortIsInUseAndWhatToDo() throws Exception {
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(LOOPBACK);
      assertThatThrownBy(() -> start((InetSocketAddress) taken.getLocalSocketAddress()))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "port %1$d on 127.0.0.1 is in use by another program (find it with: ss -ltnp 'sport = :%1$d'); stop it or set listen.api"
                  .formatted(taken.getLocalPort()));
    }
  }

  @Test
  void refusesATokenFileThatOthersCanRead() throws Exception {
    Files.setPosixFilePermissions(
        data.resolve("admin.token"), PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> AdminToken.loadOrCreate(data))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("chmod 600")
        .hasMessageNotContaining(token);
  }

  @Test
  void listsItsRoutesAndRefusesTheSameTwice() {
    assertThat(Routes.of(List.of(new Things())))
        .contains(new Routes.Route("POST", "/api/v1/things", Access.ADMIN));
    assertThatThrownBy(() -> Routes.of(List.of(new Things(), new Things())))
        .hasMessage("Two resources register GET /api/v1/things.");
  }

  private ApiServer start(InetSocketAddress listen) throws IOException {
    return ApiServer.start(
        new ApiSettings(List.of(listen), data, InstantSource.fixed(NOW)),
        AdminToken.loadOrCreate(data),
        List.of(new Things()));
  }

  private HttpResponse<String> post(String body) throws Exception {
    return send("POST", "/api/v1/things", BodyPublishers.ofString(body));
  }

  private HttpResponse<String> send(String method, String path, BodyPublisher body)
      throws Exception {
    return client.send(request(method, path, body).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String method, String path, BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .timeout(Duration.ofSeconds(20))
            .method(method, body == null ? BodyPublishers.noBody() : body);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return body == null ? request : request.header("Content-Type", "application/json");
  }

  private static JsonNode problem(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = json(response);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("title").asString()).isNotBlank();
    assertThat(problem.get("detail").asString()).isNotBlank();
    return problem;
  }

  private static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  private String raw(String request) throws Exception {
    try (SSLSocket socket = (SSLSocket) trusting(data).getSocketFactory().createSocket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", server.url().getPort()));
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static HttpClient client(Path data) throws Exception {
    return HttpClient.newBuilder().sslContext(trusting(data)).build();
  }

  private static SSLContext trusting(Path data) throws Exception {
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    anchors.setCertificateEntry("api", certificate(data));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(anchors);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static X509Certificate certificate(Path data) throws Exception {
    try (InputStream pem = Files.newInputStream(data.resolve("api.pem"))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
    }
  }

  private String mode(String file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file)));
  }
}
