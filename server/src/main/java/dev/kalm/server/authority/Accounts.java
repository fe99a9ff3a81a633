package dev.kalm.server.authority;

import dev.kalm.api.ProblemKind;
import dev.kalm.server.config.AuthorityConfig;
import dev.kalm.server.database.Database;
import dev.kalm.server.key.KeyType;
import dev.kalm.server.key.Pem;
import dev.kalm.server.key.Sealer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.toolbox.AcmeUtils;
import org.shredzone.acme4j.toolbox.JoseUtils;

/** Opens our account at one CA, or finds the one that was opened before. */
final class Accounts {
  private final AuthorityConfig config;
  private final Database database;
  private final Sealer sealer;
  private final InstantSource clock;
  private final DirectoryProvider provider;
  private final AccountStore store = new AccountStore();

  /** The account in use: its key's thumbprint (RFC 7638) and logins under it. */
  record Account(UUID id, String thumbprint, Sessions sessions) {}

  Accounts(
      AuthorityConfig config,
      Database database,
      Sealer sealer,
      InstantSource clock,
      DirectoryProvider provider) {
    this.config = config;
    this.database = database;
    this.sealer = sealer;
    this.clock = clock;
    this.provider = provider;
  }

  /**
   * The key is stored before the CA hears of it; asking again with a known key returns the same
   * account (RFC 8555 section 7.3.1).
   */
  Account open() throws AuthorityException {
    if (database.read(handle -> store.find(handle, config.name(), config.directory())).isEmpty()) {
      UUID id = UUID.randomUUID();
      KeyPair fresh = KeyType.EC_P256.generate();
      byte[] sealed =
          sealer.seal(
              Pem.privateKey(fresh.getPrivate()).getBytes(StandardCharsets.US_ASCII), context(id));
      database.useTransaction(transaction ->
          store.insert(
              transaction, id, config.name(), config.directory(), sealed, clock.instant()));
    }
    AccountStore.StoredAccount stored =
        database
            .read(handle -> store.find(handle, config.name(), config.directory()))
            .orElseThrow();
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
        stored.id(),
        thumbprint,
        new Sessions(() -> new Login(AcmeJson.url(location), key, newSession())));
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
    } catch (AcmeRateLimitedException limited) {
      throw Failures.of(
          config.name(), "open an account", limited, limited.getRetryAfter().orElse(null));
    } catch (Exception thrown) {
      throw Failures.of(config.name(), "open an account", thrown, null);
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
        config.name()
            + " opens an account only for those who agree to its terms of service: "
            + terms,
        "read them, then agree to them in the web interface under Settings, or with 'kalm settings authority "
            + config.name()
            + " --agree-terms'");
  }

  private Session newSession() {
    Session session = new Session(config.directory(), provider);
    session.networkSettings().setTimeout(Authority.REQUEST_LIMIT);
    session.setLocale(Locale.ENGLISH);
    return session;
  }

  private static String context(UUID account) {
    return "account:" + account;
  }

  /** The CA does not know the account any more: it is asked for anew, under the same key. */
  void forgetUrl(Account account) {
    database.useTransaction(transaction -> store.updateUrl(transaction, account.id(), null));
  }
}
