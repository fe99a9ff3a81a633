package dev.kalm.e2e;

import dev.kalm.api.Json;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Reads one stream of server-sent events, as a browser's EventSource does. */
final class EventClient implements AutoCloseable {
  private record Event(String name, String data) {}

  private static final Event END = new Event("", "");

  private final HttpClient http;
  private final Map<String, BlockingQueue<Event>> events = new ConcurrentHashMap<>();

  private EventClient(HttpClient http) {
    this.http = http;
  }

  /**
   * @param path below /api/v1
   */
  static EventClient open(KalmProcess kalm, String path) throws Exception {
    HttpClient http =
        HttpClient.newBuilder()
            .sslContext(trusting(Files.readAllBytes(kalm.data().resolve("api.pem"))))
            .build();
    URI url = URI.create(Files.readString(kalm.data().resolve("api.url")).strip());
    String token = Files.readString(kalm.data().resolve("admin.token")).strip();
    HttpResponse<InputStream> response =
        http.send(
            HttpRequest.newBuilder(URI.create(url + "/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .build(),
            BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      throw new AssertionError(path + " answered " + response.statusCode());
    }
    EventClient client = new EventClient(http);
    Thread.ofVirtual().start(() -> client.read(response.body()));
    return client;
  }

  private void read(InputStream body) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      String name = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          name = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
          of(name).add(new Event(name, line.substring("data: ".length())));
        }
      }
    } catch (IOException left) {
      // the end, as far as the test is concerned
    }
    of(END.name()).add(END);
  }

  private BlockingQueue<Event> of(String name) {
    return events.computeIfAbsent(name, _ -> new LinkedBlockingQueue<>());
  }

  /** The first event of this name that is wanted; others of the name are passed over. */
  <T> T await(String name, Class<T> type, Predicate<T> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + Scene.SOON.toNanos();
    String last = "none";
    while (true) {
      Event event = of(name).poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (event == null) {
        throw new AssertionError("no such " + name + " in time; last: " + last);
      }
      last = event.data();
      T read = Json.mapper().readValue(event.data(), type);
      if (wanted.test(read)) {
        return read;
      }
    }
  }

  /** Whether the server ends the stream soon. */
  boolean ends() throws InterruptedException {
    return of(END.name()).poll(Scene.SOON.toNanos(), TimeUnit.NANOSECONDS) != null;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private static SSLContext trusting(byte[] pem) throws Exception {
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    anchors.setCertificateEntry(
        "api",
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(anchors);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
