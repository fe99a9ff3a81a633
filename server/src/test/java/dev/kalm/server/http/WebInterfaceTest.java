package dev.kalm.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebInterfaceTest {
  private static final String SCRIPT = "/assets/app-1a2b3c.js";
  private static final Pattern NONCE = Pattern.compile("content=\"([A-Za-z0-9+/=]{24})\"");

  @TempDir Path data;
  private ApiServer server;
  private HttpClient client;

  @BeforeEach
  void start() throws Exception {
    start(WebInterface.at(WebInterfaceTest.class.getResource("ui/index.html")));
  }

  private void start(WebInterface pages) throws Exception {
    server =
        ApiServer.start(
            new ApiSettings(
                List.of(new InetSocketAddress("127.0.0.1", 0)), data, InstantSource.system()),
            new Authentication(AdminToken.loadOrCreate(data), Callers.none()),
            List.of(),
            pages);
    client = HttpClient.newBuilder().sslContext(trusting(data)).build();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void givesEachPageANonceOfItsOwnAndAPolicyWithoutInlineScript() throws Exception {
    HttpResponse<String> first = get("/", "text/html");
    HttpResponse<String> second = get("/", "text/html");

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
    assertThat(first.headers().firstValue("Cache-Control")).contains("no-cache");
    assertThat(first.headers().firstValue("ETag")).isEmpty();
    assertThat(nonce(first)).isNotEqualTo(nonce(second));
    assertThat(header(first, "Content-Security-Policy"))
        .isEqualTo(
            "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-%s'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
                .formatted(nonce(first)));
    assertThat(header(first, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(header(first, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(first, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(header(first, "Permissions-Policy")).contains("camera=()");
    // The certificate is the server's own: a browser that may not go on could never get in.
    assertThat(first.headers().firstValue("Strict-Transport-Security")).isEmpty();
  }

  @Test
  void answersThePagesThatOnlyTheScriptKnowsAndNoOtherUnknownPath() throws Exception {
    for (String page :
        List.of("/index.html", "/certificates", "/certificates/1?tab=flow", "/a.b")) {
      assertThat(nonce(get(page, "text/html,application/xhtml+xml;q=0.9"))).isNotEmpty();
    }
    for (String missing : List.of("/assets/app-0.js", "/api", "/api/", "/api/v1/nothing")) {
      problem(get(missing, "text/html"), 404);
    }
    problem(get("/certificates", "application/json"), 404);
    problem(send("POST", "/certificates", Map.of()), 404);
  }

  @Test
  void letsNamedFilesBeKeptForAYear() throws Exception {
    HttpResponse<String> script = get(SCRIPT, "*/*");

    assertThat(script.body()).isEqualTo("console.log(\"plain\");\n");
    assertThat(header(script, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(header(script, "Content-Type")).isEqualTo("text/javascript;charset=utf-8");
    HttpResponse<String> icon = get("/icon.svg", "*/*");
    assertThat(header(icon, "Content-Type")).isEqualTo("image/svg+xml");
    assertThat(header(icon, "Cache-Control")).isEqualTo("no-cache");
  }

  @Test
  void choosesTheSmallestFormThatTheClientTakes() throws Exception {
    assertThat(encoding("gzip, deflate, br, zstd")).isEqualTo("br brotli");
    assertThat(encoding("gzip;q=1.0, br;q=0")).isEqualTo("gzip gzip");
    assertThat(encoding("GZIP")).isEqualTo("gzip gzip");
    assertThat(encoding("identity")).isEqualTo("none console.log(\"plain\");");
  }

  private String encoding(String accepted) throws Exception {
    HttpResponse<String> response = send("GET", SCRIPT, Map.of("Accept-Encoding", accepted));
    assertThat(header(response, "Vary")).isEqualTo("Accept-Encoding");
    return response.headers().firstValue("Content-Encoding").orElse("none")
        + " "
        + response.body().strip();
  }

  @Test
  void sendsNothingThatTheClientHasAlready() throws Exception {
    String tag = header(get(SCRIPT, "*/*"), "ETag");
    String brotli = header(send("GET", SCRIPT, Map.of("Accept-Encoding", "br")), "ETag");
    assertThat(tag).isNotEqualTo(brotli);

    HttpResponse<String> same = send("GET", SCRIPT, Map.of("If-None-Match", "\"other\", W/" + tag));
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(header(same, "ETag")).isEqualTo(tag);
    assertThat(send("GET", SCRIPT, Map.of("If-None-Match", brotli)).statusCode()).isEqualTo(200);
  }

  @Test
  void answersHeadWithoutABody() throws Exception {
    HttpResponse<String> head = send("HEAD", SCRIPT, Map.of());

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(header(head, "Content-Length")).isEqualTo("22");
    assertThat(head.body()).isEmpty();
    assertThat(send("HEAD", "/", Map.of()).statusCode()).isEqualTo(200);
    assertThat(send("HEAD", "/assets/none.js", Map.of()).statusCode()).isEqualTo(404);
    assertThat(send("HEAD", "/api/v1/health", Map.of()).statusCode()).isEqualTo(200);
  }

  @Test
  void leavesItsFolderForNobody() throws Exception {
    for (String path :
        List.of(
            "/../ApiServer.class",
            "/assets/../../ApiServer.class",
            "/assets/%2e%2e/%2e%2e/ApiServer.class",
            "/..%2fApiServer.class",
            "/assets/..%5c..%5cApiServer.class",
            "//etc/passwd")) {
      HttpResponse<String> refused = get(path, "*/*");
      assertThat(refused.statusCode()).as(path).isIn(400, 404);
      assertThat(refused.body()).doesNotContain("root:");
    }
  }

  @Test
  void speaksHttp2AndHttp11() throws Exception {
    assertThat(get("/", "text/html").version()).isEqualTo(HttpClient.Version.HTTP_2);
    try (HttpClient old =
        HttpClient.newBuilder()
            .sslContext(trusting(data))
            .version(HttpClient.Version.HTTP_1_1)
            .build()) {
      HttpResponse<String> page =
          old.send(
              HttpRequest.newBuilder(URI.create(server.url() + "/")).build(),
              BodyHandlers.ofString());
      assertThat(page.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
      assertThat(nonce(page)).isNotEmpty();
    }
  }

  @Test
  void isReadFromAJarToo() throws Exception {
    Path jar = data.resolve("ui.jar");
    try (FileSystem files = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
      Path folder = Files.createDirectories(files.getPath("/dev/kalm/ui/assets"));
      Files.writeString(folder.resolve("a.js"), "1");
      Files.writeString(folder.resolveSibling("index.html"), "<p>a page</p>");
      Files.writeString(files.getPath("/secret.txt"), "not the interface's");
    }
    stop();
    start(WebInterface.at(URI.create("jar:" + jar.toUri() + "!/dev/kalm/ui/index.html").toURL()));

    assertThat(get("/", "text/html").body()).isEqualTo("<p>a page</p>");
    assertThat(get("/assets/a.js", "*/*").body()).isEqualTo("1");
    assertThat(get("/secret.txt", "*/*").statusCode()).isEqualTo(404);
  }

  @Test
  void saysSoWhenTheBuildHasNone() throws Exception {
    stop();
    start(WebInterface.at(null));

    HttpResponse<String> page = get("/certificates", "text/html");
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body()).contains("no web interface", "./dev build", "/api/v1");
    problem(get("/", "*/*"), 404);
  }

  private static void problem(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
  }

  private static String nonce(HttpResponse<String> page) {
    Matcher nonce = NONCE.matcher(page.body());
    assertThat(nonce.find()).as(page.body()).isTrue();
    return nonce.group(1);
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private HttpResponse<String> get(String path, String accepted) throws Exception {
    return send("GET", path, Map.of("Accept", accepted));
  }

  private HttpResponse<String> send(String method, String path, Map<String, String> headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    headers.forEach(request::header);
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static SSLContext trusting(Path data) throws Exception {
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
