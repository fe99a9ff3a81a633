package dev.kalm.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventStreamsTest {
  private static final Duration HEARTBEAT = Duration.ofMillis(150);
  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir Path data;
  private final EventStreams streams = new EventStreams(HEARTBEAT);
  private final List<EventStream> open = new CopyOnWriteArrayList<>();
  private ApiServer server;
  private HttpClient client;

  /** Says hello, and then how often it was woken. */
  private final class Ticks implements Resource {
    @Override
    public void register(Routes routes) {
      routes.get(
          "/api/v1/ticks",
          context ->
              streams.answer(
                  context,
                  stream -> {
                    open.add(stream);
                    stream.send("hello", Map.of("text", "two\nlines"));
                    int ticks = 0;
                    while (stream.await(Duration.ofMinutes(1))) {
                      stream.send("tick", Map.of("number", ++ticks));
                    }
                  }),
          Access.PUBLIC);
    }
  }

  @BeforeEach
  void start() throws Exception {
    server =
        ApiServer.start(
            new ApiSettings(
                List.of(new InetSocketAddress("127.0.0.1", 0)),
                data,
                InstantSource.fixed(Instant.now())),
            AdminToken.loadOrCreate(data),
            List.of(new Ticks()));
    client = HttpClient.newBuilder().sslContext(trusting()).build();
  }

  @AfterEach
  void stop() {
    streams.close();
    client.shutdownNow();
    server.close();
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void eventsComeAtOnceAndHeartbeatsInBetween(HttpClient.Version version) throws Exception {
    HttpResponse<InputStream> response = get(version);
    assertThat(response.version()).isEqualTo(version);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .isEqualTo("text/event-stream;charset=utf-8");
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
    try (BufferedReader lines = lines(response)) {
      assertThat(lines.readLine()).isEqualTo("retry: 2000");
      assertThat(lines.readLine()).isEmpty();
      assertThat(lines.readLine()).isEqualTo("event: hello");
      assertThat(lines.readLine()).isEqualTo("data: {\"text\":\"two\\nlines\"}");
      assertThat(lines.readLine()).isEmpty();
      assertThat(lines.readLine()).isEqualTo(":");
      assertThat(lines.readLine()).isEmpty();
      open.getFirst().wake();
      assertThat(next(lines)).isEqualTo("event: tick");
      assertThat(next(lines)).isEqualTo("data: {\"number\":1}");
    }
  }

  @Test
  void aClientThatLeavesIsNoticed() throws Exception {
    SSLSocket connection = connect();
    assertThat(streams.size()).isEqualTo(1);
    connection.close();
    await().atMost(SOON).until(() -> streams.size() == 0);
  }

  @Test
  void theServerStopsPromptlyAndClientsSeeTheEnd() throws Exception {
    List<CompletableFuture<List<String>>> read = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      read.add(readAll(get(HttpClient.Version.HTTP_2)));
      read.add(readAll(get(HttpClient.Version.HTTP_1_1)));
    }
    long begun = System.nanoTime();
    streams.close();
    server.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
    for (CompletableFuture<List<String>> lines : read) {
      assertThat(lines.get(5, TimeUnit.SECONDS)).contains("event: hello");
    }
    assertThat(streams.size()).isZero();
  }

  @Test
  void aCallerHasSoManyStreamsAndNoMoreUntilOneIsClosed() throws Exception {
    List<SSLSocket> connections = new ArrayList<>();
    for (int i = 0; i < EventStreams.MOST_OF_A_CALLER; i++) {
      connections.add(connect());
    }
    HttpResponse<InputStream> refused = get(HttpClient.Version.HTTP_1_1);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(refused.headers().firstValue("Retry-After")).contains("5");
    assertThat(new String(refused.body().readAllBytes(), StandardCharsets.UTF_8))
        .contains("20 streams of yours are open");

    // Whoever has gone makes room although no heartbeat was due yet.
    connections.removeLast().close();
    assertThat(get(HttpClient.Version.HTTP_1_1).statusCode()).isEqualTo(200);
    for (SSLSocket connection : connections) {
      connection.close();
    }
  }

  @Test
  void afterTheEndNobodyIsKept() throws Exception {
    streams.close();
    HttpResponse<InputStream> response = get(HttpClient.Version.HTTP_1_1);
    assertThat(response.body().readAllBytes()).isEmpty();
  }

  @Test
  void headersAloneOpenNoStream() throws Exception {
    HttpRequest head =
        HttpRequest.newBuilder(url()).method("HEAD", HttpRequest.BodyPublishers.noBody()).build();
    HttpResponse<Void> response = client.send(head, BodyHandlers.discarding());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(streams.size()).isZero();
  }

  private URI url() {
    return URI.create(server.url() + "/api/v1/ticks");
  }

  private HttpResponse<InputStream> get(HttpClient.Version version)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url()).version(version).header("Accept-Encoding", "gzip").build();
    return client.send(request, BodyHandlers.ofInputStream());
  }

  /** A client whose connection is closed when it says so; its stream has begun. */
  private SSLSocket connect() throws Exception {
    SSLSocket socket = (SSLSocket) trusting().getSocketFactory().createSocket();
    socket.connect(new InetSocketAddress("127.0.0.1", server.url().getPort()));
    socket
        .getOutputStream()
        .write(
            "GET /api/v1/ticks HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    assertThat(lines.readLine()).isEqualTo("HTTP/1.1 200 OK");
    while (!lines.readLine().equals("event: hello")) {
      // the header, and what comes before the first event
    }
    return socket;
  }

  /** As a browser does, while it comes. */
  private static CompletableFuture<List<String>> readAll(HttpResponse<InputStream> response) {
    CompletableFuture<List<String>> read = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try (BufferedReader lines = lines(response)) {
            read.complete(lines.lines().toList());
          } catch (IOException | RuntimeException e) {
            read.completeExceptionally(e);
          }
        });
    return read;
  }

  private static BufferedReader lines(HttpResponse<InputStream> response) {
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  /** Without heartbeats and what separates events. */
  private static String next(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    while (line.isEmpty() || line.equals(":")) {
      line = lines.readLine();
    }
    return line;
  }

  private SSLContext trusting() throws Exception {
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    try (InputStream pem = Files.newInputStream(data.resolve("api.pem"))) {
      anchors.setCertificateEntry(
          "api", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(anchors);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
