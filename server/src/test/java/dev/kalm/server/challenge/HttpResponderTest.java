package dev.kalm.server.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpResponderTest {
  private static final String PATH = "/.well-known/acme-challenge/";

  private final Tokens tokens = new Tokens();
  private HttpResponder responder;

  private static final class Tokens implements HttpResponder.TokenSource {
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<String> served = new CopyOnWriteArrayList<>();
    volatile boolean onVirtualThread = true;

    @Override
    public Optional<String> keyAuthorization(String token) {
      asked.add(token);
      onVirtualThread &= Thread.currentThread().isVirtual();
      if (token.equals("broken")) {
        throw new IllegalStateException("the database is away");
      }
      return token.startsWith("token") ? Optional.of(token + ".thumbprint") : Optional.empty();
    }

    @Override
    public void served(String token, String remoteAddress) {
      onVirtualThread &= Thread.currentThread().isVirtual();
      served.add(token + " " + remoteAddress);
    }
  }

  @BeforeEach
  void start() throws Exception {
    responder = HttpResponder.start(new InetSocketAddress("127.0.44.1", 0), tokens);
  }

  @AfterEach
  void stop() {
    responder.close();
  }

  private String exchange(String request) throws Exception {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.44.9"), 0));
      socket.connect(responder.address());
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private String ask(String method, String path) throws Exception {
    return exchange(
        method + " " + path + " HTTP/1.1\r\nHost: www.myapp.com\r\nConnection: close\r\n\r\n");
  }

  @Test
  void aKnownTokenGivesItsKeyAuthorizationAndIsReported() throws Exception {
    String answer = ask("GET", PATH + "token-A_1");
    assertThat(answer)
        .startsWith("HTTP/1.1 200 ")
        .contains("Content-Type: application/octet-stream\r\n", "Content-Length: 20\r\n")
        .endsWith("\r\n\r\ntoken-A_1.thumbprint")
        .doesNotContain("Server:", "Jetty");
    await().until(() -> !tokens.served.isEmpty());
    assertThat(tokens.served).containsExactly("token-A_1 127.0.44.9");
    assertThat(tokens.onVirtualThread).isTrue();
  }

  @Test
  void headGivesTheHeadersAloneAndIsNotServed() throws Exception {
    assertThat(ask("HEAD", PATH + "token"))
        .startsWith("HTTP/1.1 200 ")
        .contains("Content-Length: 16\r\n")
        .endsWith("\r\n\r\n");
    ask("GET", PATH + "token2");
    await().until(() -> !tokens.served.isEmpty());
    assertThat(tokens.served).containsExactly("token2 127.0.44.9");
  }

  @Test
  void anUnknownTokenIs404InPlainText() throws Exception {
    assertThat(ask("GET", PATH + "unknown"))
        .startsWith("HTTP/1.1 404 ")
        .contains("Content-Type: text/plain");
    assertThat(tokens.served).isEmpty();
  }

  @Test
  void whatIsNoTokenNeverReachesTheSource() throws Exception {
    for (String path :
        List.of(
            "/",
            PATH,
            PATH + "a/b",
            PATH + "token.txt",
            PATH + "tok%65n",
            PATH + "token;x",
            "/x" + PATH + "token",
            PATH + "../token",
            PATH + "t".repeat(129))) {
      assertThat(ask("GET", path)).as(path).matches("(?s)HTTP/1.1 40[04] .*");
    }
    assertThat(ask("POST", PATH + "token")).startsWith("HTTP/1.1 404 ");
    assertThat(tokens.asked).isEmpty();
    ask("GET", PATH + "t".repeat(128));
    assertThat(tokens.asked).containsExactly("t".repeat(128));
  }

  @Test
  void aSourceThatFailsIs503WithoutItsMessage() throws Exception {
    assertThat(ask("GET", PATH + "broken"))
        .startsWith("HTTP/1.1 503 ")
        .doesNotContain("database is away", "Exception");
  }

  @Test
  void headersBeyondTheLimitAreRefusedInPlainText() throws Exception {
    String answer =
        exchange(
            "GET / HTTP/1.1\r\nHost: a\r\nX: "
                + "x".repeat(HttpResponder.HEADER_BYTES_LIMIT)
                + "\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 431 ").doesNotContain("<html", "Jetty");
  }

  @Test
  void connectionsAreKeptForFurtherRequests() throws Exception {
    String one = "GET " + PATH + "token1 HTTP/1.1\r\nHost: a\r\n\r\n";
    String two = "GET " + PATH + "token2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    assertThat(exchange(one + two)).contains("token1.thumbprint", "token2.thumbprint");
  }

  @Test
  void aPortInUseIsNamed() {
    assertThatThrownBy(() -> HttpResponder.start(responder.address(), tokens))
        .isInstanceOf(BindException.class)
        .hasMessageContaining("127.0.44.1:" + responder.address().getPort())
        .hasMessageContaining("listen.http");
  }

  @Test
  void itRunsOnFewThreadsAndLeavesNoneBehind() throws Exception {
    ask("GET", PATH + "token");
    assertThat(threads()).isBetween(1L, 4L);
    InetSocketAddress address = responder.address();
    responder.close();
    await().until(() -> threads() == 0);
    assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()).close())
        .hasMessageContaining("refused");
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("http-01"))
        .count();
  }
}
