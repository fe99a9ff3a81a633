package dev.kalm.server.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.kalm.server.challenge.HttpResponder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpCheckTest {
  private static final String NAME = "www.myapp.com";
  private static final String PATH = "/.well-known/acme-challenge/";

  private NameServerFake recursor;
  private HttpResponder responder;
  private HttpCheck check;

  @BeforeEach
  void start() throws Exception {
    recursor = new NameServerFake("127.0.45.53", 0, ".", true);
    recursor.recursive();
    responder =
        HttpResponder.start(
            new InetSocketAddress("127.0.45.1", 0),
            new HttpResponder.TokenSource() {
              @Override
              public Optional<String> keyAuthorization(String token) {
                return token.equals("token") ? Optional.of("token.thumb") : Optional.empty();
              }

              @Override
              public void served(String token, String remoteAddress) {}
            });
    check = check(Duration.ofSeconds(2));
  }

  private HttpCheck check(Duration limit) {
    int port = responder.address().getPort();
    DnsResolver resolver =
        new DnsResolver(List.of(recursor.socketAddress()), Duration.ofMillis(150));
    return new HttpCheck(resolver, port, port, limit);
  }

  @AfterEach
  void stop() throws Exception {
    recursor.close();
    responder.close();
  }

  private HttpSight look() {
    return check.look(NAME, "token", "token.thumb");
  }

  private void expectFailure(String... parts) {
    HttpSight sight = look();
    assertThat(sight.ok()).as(sight.detail()).isFalse();
    assertThat(sight.detail()).contains(parts);
  }

  /** Another web server at the name, on the same port. */
  private HttpServer web(String address) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(address, responder.address().getPort()), 0);
    server.start();
    recursor.with(NAME, 1, "A", address);
    return server;
  }

  private static void answer(HttpServer server, String path, int status, String body) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          if (status / 100 == 3) {
            exchange.getResponseHeaders().add("Location", body);
          }
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : 0);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  @Test
  void theResponderPasses() {
    recursor.with(NAME, 1, "A", "127.0.45.1");
    assertThat(look())
        .isEqualTo(
            new HttpSight(
                true, "the key authorization is at http://" + NAME + PATH + "... at 127.0.45.1"));
  }

  @Test
  void aNameWithoutAddressIsNamed() {
    expectFailure("no address of " + NAME, "the name does not exist", "add an A or AAAA record");
  }

  @Test
  void anAddressWhereNothingListensIsNamed() {
    recursor.with(NAME, 1, "A", "127.0.45.1").with(NAME, 1, "A", "127.0.45.8");
    expectFailure("at 127.0.45.8, an address of " + NAME + ", refused the connection");
  }

  @Test
  void anIpv6AddressThatTakesNoConnectionIsForgivenBesideIpv4() {
    recursor.with(NAME, 1, "AAAA", "::1");
    expectFailure("at 0:0:0:0:0:0:0:1, an address of " + NAME);
    recursor.with(NAME, 1, "A", "127.0.45.1");
    assertThat(look().ok()).isTrue();
    assertThat(look().detail()).contains("falls back to IPv4");
  }

  @Test
  void an404AndAnotherBodyAreShown() throws Exception {
    recursor.with(NAME, 1, "A", "127.0.45.1");
    HttpSight unknown = check.look(NAME, "other", "other.thumb");
    assertThat(unknown.detail())
        .isEqualTo(
            "http://%s%s... at 127.0.45.1 answers 404: lead %s there to this server"
                .formatted(NAME, PATH, PATH));
    HttpSight wrong = check.look(NAME, "token", "another.thumb");
    assertThat(wrong.detail()).contains("answers \"token.thumb\" instead of the key authorization");
  }

  @Test
  void redirectsAreFollowedByNameToTheResponder() throws Exception {
    recursor.with("acme.myapp.com", 1, "A", "127.0.45.1");
    HttpServer web = web("127.0.45.2");
    answer(web, PATH, 302, "/moved");
    answer(web, "/moved", 301, "http://acme.myapp.com" + PATH + "token");
    try {
      assertThat(look().ok()).as(look().detail()).isTrue();
      assertThat(look().detail()).contains("http://acme.myapp.com" + PATH + "... at 127.0.45.1");
    } finally {
      web.stop(0);
    }
  }

  @Test
  void aRedirectToHttpsIsFollowedWhateverTheCertificate(@TempDir Path folder) throws Exception {
    HttpsServer secure = HttpsServer.create(new InetSocketAddress("127.0.45.3", 0), 0);
    secure.setHttpsConfigurator(new HttpsConfigurator(selfSigned(folder.resolve("key.p12"))));
    answer(secure, PATH, 200, "token.thumb");
    secure.start();
    recursor.with("secure.myapp.com", 1, "A", "127.0.45.3");
    HttpServer web = web("127.0.45.2");
    answer(web, PATH, 301, "https://secure.myapp.com" + PATH + "token");
    DnsResolver resolver =
        new DnsResolver(List.of(recursor.socketAddress()), Duration.ofMillis(150));
    int httpsPort = secure.getAddress().getPort();
    check = new HttpCheck(resolver, web.getAddress().getPort(), httpsPort, Duration.ofSeconds(5));
    try {
      assertThat(look().detail())
          .isEqualTo(
              "the key authorization is at https://secure.myapp.com" + PATH + "... at 127.0.45.3");
      assertThat(look().ok()).isTrue();
    } finally {
      web.stop(0);
      secure.stop(0);
    }
  }

  private static SSLContext selfSigned(Path file) throws Exception {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String arguments =
        "-genkeypair -alias a -keyalg EC -dname CN=wrong.example -storetype PKCS12 -storepass secret -keystore";
    List<String> command = new ArrayList<>(List.of(keytool));
    command.addAll(List.of(arguments.split(" ")));
    command.add(file.toString());
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    KeyStore store = KeyStore.getInstance(file.toFile(), "secret".toCharArray());
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, "secret".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  @Test
  void redirectsThatACaDoesNotFollowAreNamed() throws Exception {
    HttpServer web = web("127.0.45.2");
    answer(web, PATH, 302, "/a");
    answer(web, "/a", 302, "/b");
    answer(web, "/b", 302, "/a");
    try {
      expectFailure("run in a circle");
      for (String[] pair :
          new String[][] {
            {"http://" + NAME + ":8080/", "to port 8080"},
            {"ftp://" + NAME + "/", "to ftp"},
            {"http://192.0.2.1/", "to a bare address"},
            {"http://gone.example/", "which has no address"},
          }) {
        web.removeContext(PATH);
        answer(web, PATH, 302, pair[0]);
        expectFailure(pair[1], "change the redirect");
      }
      for (int i = 0; i < 12; i++) {
        answer(web, "/long" + i + "/", 302, "/long" + (i + 1) + "/");
      }
      web.removeContext(PATH);
      answer(web, PATH, 302, "/long0/");
      expectFailure("more than 10 redirects");
    } finally {
      web.stop(0);
    }
  }

  @Test
  void chunkedBodiesAreReadAndBigOnesCutOff() throws Exception {
    HttpServer web = web("127.0.45.2");
    try {
      answer(web, PATH, 200, "token.thumb \r\n");
      assertThat(look().ok()).isTrue();
      web.removeContext(PATH);
      answer(web, PATH, 200, "x".repeat(HttpExchange.BODY_BYTES_LIMIT + 1));
      expectFailure("more than 64 KiB");
      web.removeContext(PATH);
      answer(web, PATH, 200, "<html>\n" + "y".repeat(200));
      expectFailure("\"<html> yyyy", "...\" instead of the key authorization");
    } finally {
      web.stop(0);
    }
  }

  @Test
  void aServerThatTricklesEndsAtTheDeadline() throws Exception {
    recursor.with(NAME, 1, "A", "127.0.45.2");
    check = check(Duration.ofMillis(400));
    try (ServerSocket slow =
        new ServerSocket(responder.address().getPort(), 5, InetAddress.getByName("127.0.45.2"))) {
      Thread.ofVirtual()
          .start(() -> {
            try (Socket socket = slow.accept()) {
              for (int i = 0; i < 200; i++) {
                socket.getOutputStream().write('H');
                Thread.sleep(20); // The fault itself: one byte at a time.
              }
            } catch (IOException | InterruptedException e) {
              // The check hung up.
            }
          });
      long start = System.nanoTime();
      expectFailure("gave no whole answer (timed out)");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }
  }
}
