package dev.kalm.server.authority;

import dev.kalm.api.Problem;
import dev.kalm.api.ProblemKind;
import dev.kalm.api.RevocationReason;
import dev.kalm.server.config.AuthorityConfig;
import dev.kalm.server.database.Database;
import dev.kalm.server.key.KeyType;
import dev.kalm.server.key.Pem;
import dev.kalm.server.key.Sealer;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Certificate;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.connector.Connection;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.toolbox.AcmeUtils;
import org.shredzone.acme4j.toolbox.JSON;
import org.shredzone.acme4j.toolbox.JSONBuilder;
import org.shredzone.acme4j.toolbox.JoseUtils;

/**
 * One ACME CA and our account there. Each call is one signed request, repeated by the library for a
 * stale nonce only.
 */
public final class Authority {

  /** How long one request may take. */
  static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);

  private final AuthorityConfig config;
  private final Database database;
  private final Sealer sealer;
  private final InstantSource clock;
  private final DirectoryProvider provider;
  private final AccountStore store = new AccountStore();
  private @Nullable Account account;

  /** The account in use: its key's thumbprint (RFC 7638) and logins under it. */
  private record Account(UUID id, String thumbprint, Sessions sessions) {}

  public Authority(AuthorityConfig config, Database database, Sealer sealer, InstantSource clock) {
    this.config = config;
    this.database = database;
    this.sealer = sealer;
    this.clock = clock;
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(10));
    config.trust().ifPresent(anchor -> client.sslContext(TrustAnchor.context(anchor)));
    this.provider = new DirectoryProvider(config.directory(), client.build(), clock);
  }

  public String name() {
    return config.name();
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
          return order(order.getLocation().toURI(), order.getJSON(), null);
        });
  }

  public Order order(URI url) throws AuthorityException {
    return fetch("look at the order", url, (json, retryAfter) -> order(url, json, retryAfter));
  }

  public Authorization authorization(URI url) throws AuthorityException {
    return fetch(
        "look at an authorization",
        url,
        (json, retryAfter) -> authorization(url, json, retryAfter));
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
        (json, retryAfter) -> order(order, json, retryAfter));
  }

  /** The issued chain, the certificate first (RFC 8555 section 7.4.2). */
  public List<X509Certificate> download(URI certificate) throws AuthorityException {
    return call(
        "download the certificate",
        login -> {
          Certificate issued = login.bindCertificate(url(certificate));
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
    } catch (java.security.NoSuchAlgorithmException impossible) {
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
                connection.sendSignedPostAsGetRequest(url(url), login);
              } else {
                connection.sendSignedRequest(url(url), claims, login);
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
      throw new java.util.concurrent.CancellationException("interrupted while asking " + name());
    } catch (org.shredzone.acme4j.exception.AcmeRateLimitedException limited) {
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
      database.useTransaction(transaction -> store.updateUrl(transaction, mine.id(), null));
      account = null;
    }
  }

  private synchronized Account account() throws AuthorityException {
    if (account == null) {
      account = register();
    }
    return account;
  }

  /**
   * The key is stored before the CA hears of it; asking again with a known key returns the same
   * account (RFC 8555 section 7.3.1).
   */
  private Account register() throws AuthorityException {
    if (database.read(handle -> store.find(handle, name(), config.directory())).isEmpty()) {
      UUID id = UUID.randomUUID();
      KeyPair fresh = KeyType.EC_P256.generate();
      byte[] sealed =
          sealer.seal(
              Pem.privateKey(fresh.getPrivate()).getBytes(StandardCharsets.US_ASCII), context(id));
      database.useTransaction(transaction ->
          store.insert(transaction, id, name(), config.directory(), sealed, clock.instant()));
    }
    AccountStore.StoredAccount stored =
        database.read(handle -> store.find(handle, name(), config.directory())).orElseThrow();
    KeyPair key =
        Pem.keyPair(
            Pem.privateKey(
                new String(
                    sealer.unseal(stored.keySealed(), context(stored.id())),
                    StandardCharsets.US_ASCII)));
    URI url = stored.url();
    if (url == null) {
      url = askForAccount(key);
      URI given = url;
      database.useTransaction(transaction -> store.updateUrl(transaction, stored.id(), given));
    }
    URI location = url;
    String thumbprint = AcmeUtils.base64UrlEncode(JoseUtils.thumbprint(key.getPublic()));
    return new Account(
        stored.id(), thumbprint, new Sessions(() -> new Login(url(location), key, newSession())));
  }

  private URI askForAccount(KeyPair key) throws AuthorityException {
    Session session = newSession();
    try {
      AccountBuilder builder = new AccountBuilder().useKeyPair(key);
      config.email().ifPresent(builder::addEmail);
      Optional<URI> terms = session.getMetadata().getTermsOfService();
      if (agreed()) {
        builder.agreeToTermsOfService();
      } else if (terms.isPresent()) {
        throw new AuthorityException(
            termsNotAgreed(terms.get()), false, new IllegalStateException("terms of service"));
      }
      config
          .externalAccountBinding()
          .ifPresent(binding -> builder.withKeyIdentifier(binding.keyId(), binding.hmacKey()));
      return builder.createLogin(session).getAccount().getLocation().toURI();
    } catch (AuthorityException known) {
      throw known;
    } catch (org.shredzone.acme4j.exception.AcmeRateLimitedException limited) {
      throw failure("open an account", limited, limited.getRetryAfter().orElse(null));
    } catch (Exception thrown) {
      throw failure("open an account", thrown, null);
    }
  }

  /** A private CA with a trust anchor of its own is the user's own: its terms need no word. */
  private boolean agreed() {
    return config.termsOfServiceAgreed() || config.trust().isPresent();
  }

  private Failure termsNotAgreed(URI terms) {
    return Failure.of(
        ProblemKind.USER_ACTION,
        "the terms of service are not agreed to",
        name() + " opens an account only for those who agree to its terms of service: " + terms,
        "read them, then set termsOfServiceAgreed: true at the authority "
            + name()
            + " in the configuration and restart");
  }

  private Session newSession() {
    Session session = new Session(config.directory(), provider);
    session.networkSettings().setTimeout(REQUEST_LIMIT);
    session.setLocale(Locale.ENGLISH);
    return session;
  }

  private static String context(UUID account) {
    return "account:" + account;
  }

  private static @Nullable Instant retryAfter(Connection connection) {
    try {
      return connection.getRetryAfter().orElse(null);
    } catch (RuntimeException noneOrUnreadable) {
      return null;
    }
  }

  private Order order(URI url, JSON json, @Nullable Instant retryAfter) {
    List<URI> authorizations = new ArrayList<>();
    json.get("authorizations").asArray().forEach(value -> authorizations.add(value.asURI()));
    return new Order(
        url,
        status(json),
        authorizations,
        json.get("finalize").asURI(),
        json.get("certificate").map(JSON.Value::asURI).orElse(null),
        json.get("error").map(error -> Failures.problem(error.asProblem(url(url)))).orElse(null),
        retryAfter);
  }

  private Authorization authorization(URI url, JSON json, @Nullable Instant retryAfter) {
    List<Authorization.Challenge> challenges = new ArrayList<>();
    for (JSON.Value value : json.get("challenges").asArray()) {
      JSON challenge = value.asObject();
      challenges.add(
          new Authorization.Challenge(
              challenge.get("url").asURI(),
              challenge.get("type").asString(),
              challenge.get("token").map(JSON.Value::asString).orElse(""),
              status(challenge),
              challenge
                  .get("error")
                  .map(error -> Failures.problem(error.asProblem(url(url))))
                  .orElse(null)));
    }
    return new Authorization(
        url,
        json.get("identifier").asObject().get("value").asString(),
        json.get("wildcard").map(JSON.Value::asBoolean).orElse(false),
        status(json),
        challenges,
        retryAfter);
  }

  private static Status status(JSON json) {
    String word = json.get("status").asString().toUpperCase(Locale.ROOT);
    for (Status status : Status.values()) {
      if (status.name().equals(word)) {
        return status;
      }
    }
    return Status.UNKNOWN;
  }

  private static URL url(URI uri) {
    try {
      return uri.toURL();
    } catch (MalformedURLException wrong) {
      throw new IllegalArgumentException("the CA named something that is not a URL: " + uri, wrong);
    }
  }
}
