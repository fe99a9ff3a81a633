package dev.kalm.server.authority;

import dev.kalm.api.Problem;
import dev.kalm.api.RevocationReason;
import dev.kalm.server.authority.Accounts.Account;
import dev.kalm.server.config.AuthorityConfig;
import dev.kalm.server.database.Database;
import dev.kalm.server.key.Sealer;
import dev.kalm.server.key.TrustAnchor;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Certificate;
import org.shredzone.acme4j.connector.Connection;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.toolbox.JSON;
import org.shredzone.acme4j.toolbox.JSONBuilder;

/**
 * One ACME CA and our account there. Each call is one signed request, repeated by the library for a
 * stale nonce only.
 */
public final class Authority {

  /** How long one request may take. */
  static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

  private final String name;
  private final Accounts accounts;
  private @Nullable Account account;

  public Authority(AuthorityConfig config, Database database, Sealer sealer, InstantSource clock) {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(CONNECT_LIMIT);
    config.trust().ifPresent(anchor -> client.sslContext(TrustAnchor.context(anchor)));
    DirectoryProvider provider = new DirectoryProvider(config.directory(), client.build(), clock);
    this.name = config.name();
    this.accounts = new Accounts(config, database, sealer, clock, provider);
  }

  public String name() {
    return name;
  }

  /** Places an order for the names, in their order (RFC 8555 section 7.4). */
  public Order newOrder(List<String> names, Optional<String> profile) throws AuthorityException {
    return call(
        "place an order for " + names.getFirst(),
        login -> {
          var builder = login.newOrder();
          names.forEach(builder::domain);
          profile.ifPresent(builder::profile);
          org.shredzone.acme4j.Order order = builder.create();
          return AcmeJson.order(order.getLocation().toURI(), order.getJSON(), null);
        });
  }

  public Order order(URI url) throws AuthorityException {
    return fetch(
        "look at the order", url, (json, retryAfter) -> AcmeJson.order(url, json, retryAfter));
  }

  public Authorization authorization(URI url) throws AuthorityException {
    return fetch(
        "look at an authorization",
        url,
        (json, retryAfter) -> AcmeJson.authorization(url, json, retryAfter));
  }

  /** Tells the CA that a challenge is ready (RFC 8555 section 7.5.1). */
  public void answer(URI challenge) throws AuthorityException {
    send("answer a challenge", challenge, new JSONBuilder(), (json, retryAfter) -> json);
  }

  /**
   * Sends the CSR (RFC 8555 section 7.4).
   *
   * @param csr PKCS#10, DER
   */
  public Order finalizeOrder(URI order, URI finalizeUrl, byte[] csr) throws AuthorityException {
    JSONBuilder claims = new JSONBuilder();
    claims.putBase64("csr", csr);
    return send(
        "finalize the order",
        finalizeUrl,
        claims,
        (json, retryAfter) -> AcmeJson.order(order, json, retryAfter));
  }

  /** The issued chain, the certificate first (RFC 8555 section 7.4.2). */
  public List<X509Certificate> download(URI certificate) throws AuthorityException {
    return call(
        "download the certificate",
        login -> {
          Certificate issued = login.bindCertificate(AcmeJson.url(certificate));
          issued.download();
          return List.copyOf(issued.getCertificateChain());
        });
  }

  /** Revokes a certificate that this account ordered (RFC 8555 section 7.6). */
  public void revoke(X509Certificate certificate, Optional<RevocationReason> reason)
      throws AuthorityException {
    call(
        "revoke the certificate",
        login -> {
          Certificate.revoke(
              login,
              certificate,
              reason
                  .map(given -> org.shredzone.acme4j.RevocationReason.code(given.code()))
                  .orElse(null));
          return certificate;
        });
  }

  /** What follows from an error that the CA put into an order or a challenge. */
  public Failure refusal(String name, Problem error) {
    return Failures.of(name(), error, name, null);
  }

  /** The answer to a challenge's token (RFC 8555 section 8.1). */
  public String keyAuthorization(String token) throws AuthorityException {
    return token + "." + account().thumbprint();
  }

  /** The TXT value for DNS-01 (RFC 8555 section 8.4). */
  public static String digest(String keyAuthorization) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(keyAuthorization.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @FunctionalInterface
  private interface Reading<T> {
    T of(JSON json, @Nullable Instant retryAfter) throws Exception;
  }

  private <T> T fetch(String what, URI url, Reading<T> reading) throws AuthorityException {
    return exchange(what, url, null, reading);
  }

  private <T> T send(String what, URI url, JSONBuilder claims, Reading<T> reading)
      throws AuthorityException {
    return exchange(what, url, claims, reading);
  }

  private <T> T exchange(String what, URI url, @Nullable JSONBuilder claims, Reading<T> reading)
      throws AuthorityException {
    return call(
        what,
        login -> {
          try (Connection connection = login.getSession().connect()) {
            try {
              if (claims == null) {
                connection.sendSignedPostAsGetRequest(AcmeJson.url(url), login);
              } else {
                connection.sendSignedRequest(AcmeJson.url(url), claims, login);
              }
            } catch (AcmeException refused) {
              throw failure(what, refused, retryAfter(connection));
            }
            return reading.of(connection.readJsonResponse(), retryAfter(connection));
          }
        });
  }

  private <T> T call(String what, Sessions.Use<T> use) throws AuthorityException {
    Account mine = account();
    try {
      return mine.sessions().lend(use);
    } catch (AuthorityException known) {
      forgetIfUnknown(mine, known);
      throw known;
    } catch (InterruptedException interrupted) {
      throw new CancellationException("interrupted while asking " + name());
    } catch (AcmeRateLimitedException limited) {
      throw failure(what, limited, limited.getRetryAfter().orElse(null));
    } catch (Exception thrown) {
      AuthorityException failure = failure(what, thrown, null);
      forgetIfUnknown(mine, failure);
      throw failure;
    }
  }

  private AuthorityException failure(String what, Exception thrown, @Nullable Instant retryAfter) {
    return Failures.of(name(), what, thrown, retryAfter);
  }

  /** A CA that lost the account gets it anew at the next call, under the same key. */
  private synchronized void forgetIfUnknown(Account mine, AuthorityException failure) {
    if (failure.failure().problem().type().endsWith(":accountDoesNotExist")
        && mine.equals(account)) {
      accounts.forgetUrl(mine);
      account = null;
    }
  }

  private synchronized Account account() throws AuthorityException {
    if (account == null) {
      account = accounts.open();
    }
    return account;
  }

  private static @Nullable Instant retryAfter(Connection connection) {
    try {
      return connection.getRetryAfter().orElse(null);
    } catch (RuntimeException noneOrUnreadable) {
      return null;
    }
  }
}
