package dev.kalm.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A real HTTPS server that answers what a test told it to, the last answer again and again, and
 * keeps what it was asked. It lets in whoever brings {@link #TOKEN}.
 */
public final class ScriptedServer implements AutoCloseable {
  public static final String TOKEN = "token-for-tests";

  /** How a request is answered. */
  public interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  /** What was asked: {@code GET /certificates?limit=1}, without the prefix of the API. */
  public record Request(String line, String body) {}

  private static final KeyStore IDENTITY = selfSigned("dns:localhost,ip:127.0.0.1");

  private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpsServer server;

  public ScriptedServer() throws IOException, GeneralSecurityException {
    this(IDENTITY);
  }

  ScriptedServer(KeyStore identity) throws IOException, GeneralSecurityException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(identity, "changeit".toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), null, null);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public URI url() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The server's certificate, which is its own trust anchor. */
  public String trustAnchor() throws GeneralSecurityException {
    return pem(IDENTITY);
  }

  /** A certificate from an issuer, with its key: as real as an export can be. */
  public static CertificateExport export() throws GeneralSecurityException {
    KeyStore chain = keyStore("ca:true", "san=dns:www.myapp.com");
    String issuer = pem(chain.getCertificate("kalm"));
    String certificate = pem(chain.getCertificate("leaf"));
    String key = base64(chain.getKey("leaf", "changeit".toCharArray()).getEncoded());
    return new CertificateExport(
        certificate + issuer,
        issuer,
        certificate,
        "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n");
  }

  /** Answers {@code GET /zone} (no query) with these, one after the other. */
  public ScriptedServer on(String methodAndPath, Answer... inTurn) {
    answers.put(methodAndPath, new ArrayDeque<>(Arrays.asList(inTurn)));
    return this;
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  public static Answer json(int status, Object body) {
    String media = body instanceof Problem ? Problem.MEDIA_TYPE : "application/json";
    String text = body instanceof String json ? json : Json.mapper().writeValueAsString(body);
    return exchange -> {
      // Any change of the body is a change of the tag, which is all that an ETag promises.
      exchange.getResponseHeaders().set("ETag", "\"" + Integer.toHexString(text.hashCode()) + "\"");
      send(exchange, status, media, text.getBytes(StandardCharsets.UTF_8));
    };
  }

  public static Answer text(int status, String body) {
    return exchange -> send(exchange, status, "text/html", body.getBytes(StandardCharsets.UTF_8));
  }

  /** Cuts the connection instead of answering. */
  public static Answer cut() {
    return HttpExchange::close;
  }

  /** Holds the request until the server is closed. */
  public Answer silence() {
    return exchange -> awaitClosed();
  }

  /** Sends a header and half a body, and then nothing more. */
  public Answer stall() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 100);
      exchange.getResponseBody().write(new byte[50]);
      exchange.getResponseBody().flush();
      awaitClosed();
    };
  }

  private void awaitClosed() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString().replaceFirst("^/api/v1", "");
    String line = exchange.getRequestMethod() + " " + path;
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(new Request(line, body));
    answer(line.replaceFirst("\\?.*", ""), exchange).to(exchange);
    exchange.close();
  }

  private Answer answer(String route, HttpExchange exchange) {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (!route.equals("GET /health") && !("Bearer " + TOKEN).equals(authorization)) {
      return json(401, Problem.of(401, "Unauthorized", "The token is unknown."));
    }
    Deque<Answer> script = answers.get(route);
    if (script == null) {
      return json(404, Problem.of(404, "Not found", "There is no " + route + "."));
    }
    synchronized (script) {
      return script.size() > 1 ? script.removeFirst() : script.getFirst();
    }
  }

  private static void send(HttpExchange exchange, int status, String media, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", media);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.close();
  }

  /** A self-signed certificate for these subject alternative names, as keytool writes them. */
  static KeyStore selfSigned(String names) {
    return keyStore("ca:false", "san=" + names);
  }

  /** "kalm" signs itself; if it is a CA, it also signs "leaf", which then has the names. */
  private static KeyStore keyStore(String constraint, String names) {
    try {
      Path folder = Files.createTempDirectory("kalm-api-test");
      Path file = folder.resolve("identity.p12");
      if (constraint.equals("ca:true")) {
        keytool(file, "-alias", "kalm", "-dname", "CN=issuer", "-ext", "bc=" + constraint);
        keytool(file, "-alias", "leaf", "-dname", "CN=leaf", "-ext", names, "-signer", "kalm");
      } else {
        keytool(file, "-alias", "kalm", "-dname", "CN=kalm", "-ext", names);
      }
      KeyStore identity = KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
      Files.delete(file);
      Files.delete(folder);
      return identity;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void keytool(Path file, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"));
    command.addAll(List.of("-validity", "30", "-storetype", "PKCS12", "-storepass", "changeit"));
    command.addAll(List.of("-keystore", file.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(output);
    }
  }

  static String pem(KeyStore identity) throws GeneralSecurityException {
    return pem(identity.getCertificate("kalm"));
  }

  private static String pem(java.security.cert.Certificate certificate)
      throws GeneralSecurityException {
    return "-----BEGIN CERTIFICATE-----\n"
        + base64(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }

  private static String base64(byte[] der) {
    return Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
  }
}
