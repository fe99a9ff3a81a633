package dev.kalm.testnet;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A company's OpenID Connect provider (OpenID Connect Core 1.0): npm's oidc-provider behind a
 * sign-in page of ours. It knows one client, which has to use the authorization code flow with PKCE
 * (RFC 7636), and the users given; their claims, {@code groups} among them, are in the ID token.
 */
public final class OidcProvider implements AutoCloseable {
  private static final int PORT = 9443;
  private static final int CONNECT_MILLIS = 2_000;
  private static final String SCRIPT = "oidc-provider.mjs";

  private final InetAddress address;
  private final ServerIdentity identity;
  private final Program program;

  /**
   * Somebody who can sign in; the claim {@code sub} is "id-of-" and the user name, the address
   * {@code username@example.com}.
   */
  public record User(String username, String password, String name, List<String> groups) {
    public User {
      groups = List.copyOf(groups);
    }
  }

  OidcProvider(InetAddress address, Path folder) {
    this.address = address;
    this.identity = ServerIdentity.create(address, "OpenID provider", folder);
    this.program =
        new Program(
            "The OpenID provider",
            List.of(
                Tools.find("node").toString(),
                folder.resolve(SCRIPT).toString(),
                folder.resolve("oidc-provider.json").toString()),
            Map.of("NODE_ENV", "test"),
            folder.resolve("oidc-provider.log"));
  }

  void start(URI redirectUri, List<User> users, Path folder) {
    try (InputStream script =
        Objects.requireNonNull(OidcProvider.class.getResourceAsStream(SCRIPT))) {
      Files.write(folder.resolve(SCRIPT), script.readAllBytes());
      Files.writeString(folder.resolve("oidc-provider.json"), settings(redirectUri, users));
    } catch (IOException e) {
      throw new TestnetException("The OpenID provider's files cannot be written to " + folder, e);
    }
    program.start();
    program.awaitReady(this::accepts);
  }

  /** What its discovery document is below, without a final slash. */
  public URI issuer() {
    return URI.create("https://" + address.getHostAddress() + ":" + PORT);
  }

  public String clientId() {
    return "kalm";
  }

  public String clientSecret() {
    return "the-secret-of-the-client-kalm";
  }

  /** PEM of the root that vouches for its HTTPS. */
  public Path trustAnchor() {
    return identity.trustAnchor();
  }

  /** What it has logged so far: each refusal with its reason. */
  public String log() {
    return program.output();
  }

  /** Ends it; the box does it too. */
  @Override
  public void close() {
    program.stop();
  }

  private boolean accepts() throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, PORT), CONNECT_MILLIS);
      return true;
    }
  }

  private String settings(URI redirectUri, List<User> users) {
    return """
    {
      "module": "%s",
      "issuer": "%s",
      "certificate": "%s",
      "privateKey": "%s",
      "clientId": "%s",
      "clientSecret": "%s",
      "redirectUri": "%s",
      "users": [%s]
    }
    """
        .formatted(
            Tools.npm().resolve("node_modules/oidc-provider/lib/index.js"),
            issuer(),
            identity.certificate(),
            identity.privateKey(),
            clientId(),
            clientSecret(),
            redirectUri,
            users.stream().map(OidcProvider::json).collect(Collectors.joining(", ")));
  }

  private static String json(User user) {
    return """
    {"username": "%s", "password": "%s", "name": "%s", "groups": [%s]}\
    """
        .formatted(
            user.username(),
            user.password(),
            user.name(),
            user.groups().stream()
                .map(group -> '"' + group + '"')
                .collect(Collectors.joining(", ")));
  }
}
