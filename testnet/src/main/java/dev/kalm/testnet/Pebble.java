package dev.kalm.testnet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The CA in the box. */
public final class Pebble {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

  private final InetAddress address;
  private final ServerIdentity identity;
  private final Program program;
  private final HttpClient client;

  Pebble(
      InetAddress address,
      InetSocketAddress resolver,
      TestnetSettings settings,
      ServerIdentity identity,
      Path folder) {
    this.address = address;
    this.identity = identity;
    this.client =
        HttpClient.newBuilder()
            .sslContext(identity.trusting())
            .connectTimeout(ANSWER_LIMIT)
            .build();
    this.program =
        new Program(
            "Pebble",
            List.of(
                Tools.find("pebble").toString(),
                "-config",
                folder.resolve("pebble.json").toString(),
                "-dnsserver",
                resolver.getHostString() + ":" + resolver.getPort()),
            Map.of(
                "PEBBLE_VA_NOSLEEP", "1",
                "PEBBLE_AUTHZREUSE", Integer.toString(settings.authorizationReusePercent()),
                "PEBBLE_WFE_NONCEREJECT", Integer.toString(settings.nonceRejectPercent())),
            folder.resolve("pebble.log"));
    try {
      Files.writeString(folder.resolve("pebble.json"), configuration(settings));
    } catch (IOException e) {
      throw new TestnetException("The configuration of Pebble cannot be written to " + folder, e);
    }
  }

  /**
   * Starts it again at the same address, after {@link #stop}: new roots, no accounts, no orders.
   */
  public void start() {
    program.start();
    program.awaitReady(this::accepts);
    program.awaitReady(() -> get(directory()).statusCode() == 200);
  }

  /** Makes it unreachable; it forgets everything. */
  public void stop() {
    program.stop();
  }

  public URI directory() {
    return URI.create("https://" + address.getHostAddress() + ":" + AddressBlock.ACME + "/dir");
  }

  /** The root of Pebble's management API, without a final slash. */
  public URI management() {
    return URI.create("https://" + address.getHostAddress() + ":" + AddressBlock.MANAGEMENT);
  }

  /** PEM of the root certificate that what it issues now chains to. Every start makes a new one. */
  public String rootPem() {
    try {
      HttpResponse<String> answer = get(URI.create(management() + "/roots/0"));
      if (answer.statusCode() != 200) {
        throw new TestnetException(
            "Pebble answered " + answer.statusCode() + " when asked for its root");
      }
      return answer.body();
    } catch (IOException e) {
      throw new TestnetException("Pebble does not tell its root: is it stopped? " + e, e);
    }
  }

  /** What Pebble has logged so far: each validation and refusal with its reason. */
  public String log() {
    return program.output();
  }

  Path trustAnchor() {
    return identity.trustAnchor();
  }

  /** Far cheaper to ask than HTTPS, while Pebble needs the processor to make its keys. */
  private boolean accepts() throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address, AddressBlock.ACME), (int) ANSWER_LIMIT.toMillis());
      return true;
    }
  }

  private HttpResponse<String> get(URI uri) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(ANSWER_LIMIT).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private String configuration(TestnetSettings settings) {
    return """
    {
      "pebble": {
        "listenAddress": "%1$s:%2$d",
        "managementListenAddress": "%1$s:%3$d",
        "certificate": "%4$s",
        "privateKey": "%5$s",
        "httpPort": 80,
        "tlsPort": 443,
        "ocspResponderURL": "",
        "externalAccountBindingRequired": false,
        "domainBlocklist": [%6$s],
        "retryAfter": { "authz": %7$d, "order": %8$d },
        "certificateValidityPeriod": %9$d
      }
    }
    """
        .formatted(
            address.getHostAddress(),
            AddressBlock.ACME,
            AddressBlock.MANAGEMENT,
            identity.certificate(),
            identity.privateKey(),
            settings.blockedDomains().stream()
                .map(name -> '"' + name + '"')
                .collect(Collectors.joining(", ")),
            settings.authorizationRetryAfter().toSeconds(),
            settings.orderRetryAfter().toSeconds(),
            settings.certificateLifetime().toSeconds());
  }
}
