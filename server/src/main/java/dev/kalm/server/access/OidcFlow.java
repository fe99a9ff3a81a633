package dev.kalm.server.access;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import dev.kalm.api.Json;
import dev.kalm.server.database.Database;
import dev.kalm.server.key.SealException;
import dev.kalm.server.key.Sealer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signs people in through the provider: authorization code with PKCE. What has to come back is in a
 * sealed cookie of the browser that went, so that any node can finish what another began.
 */
final class OidcFlow {
  static final Duration LIFETIME = Duration.ofMinutes(10);

  private static final String CALLBACK = "/api/v1/oidc/callback";
  private static final String SEALED_FOR = "oidc:attempt";

  /** What failed attempts count for: no user can be called so. */
  private static final String COUNTED_AS = "oidc callback";

  private final Database database;
  private final OidcProvider provider;
  private final OidcUsers users;
  private final Sessions sessions;
  private final SignInLimit limit;
  private final Sealer sealer;
  private final InstantSource clock;

  OidcFlow(
      Database database,
      OidcProvider provider,
      Sessions sessions,
      SignInLimit limit,
      Sealer sealer,
      InstantSource clock) {
    this.database = database;
    this.provider = provider;
    this.users = new OidcUsers(provider.config().roles(), clock);
    this.sessions = sessions;
    this.limit = limit;
    this.sealer = sealer;
    this.clock = clock;
  }

  /**
   * The way to the provider.
   *
   * @param cookie for the browser to keep until it is back
   */
  record Begun(URI location, String cookie) {}

  /**
   * The way back.
   *
   * @param to the page that was asked for first
   */
  record Finished(Sessions.Begun session, String to) {}

  /** What the cookie holds. */
  private record Kept(
      String redirect, String state, String nonce, String verifier, String to, Instant until) {
    OidcProvider.Attempt attempt() {
      return new OidcProvider.Attempt(
          URI.create(redirect), new State(state), new Nonce(nonce), new CodeVerifier(verifier));
    }
  }

  /**
   * Begins.
   *
   * @param base where the browser reaches Kalm, without a trailing slash
   */
  Begun begin(String base, String to) throws OidcException {
    Kept kept =
        new Kept(
            base + CALLBACK,
            new State().getValue(),
            new Nonce().getValue(),
            new CodeVerifier().getValue(),
            to,
            clock.instant().plus(LIFETIME));
    byte[] sealed = sealer.seal(Json.mapper().writeValueAsBytes(kept), SEALED_FOR);
    return new Begun(
        provider.authorization(kept.attempt()),
        Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
  }

  /**
   * Finishes.
   *
   * @param parameters what the provider sent with the browser
   * @param cookie what the browser kept
   * @param old the session that the browser has now
   * @throws dev.kalm.server.http.RequestException 429
   */
  Finished finish(
      Map<String, List<String>> parameters,
      @Nullable String cookie,
      String from,
      Optional<String> old)
      throws OidcException {
    // Each failure leaves an entry in the audit log, and may ask the provider.
    limit.count(COUNTED_AS, from);
    try {
      Kept kept = kept(cookie);
      OidcProvider.Person person = provider.person(kept.attempt(), code(parameters, kept));
      Sessions.Begun begun = session(person, from, old);
      limit.succeeded(COUNTED_AS, from);
      return new Finished(begun, kept.to);
    } catch (OidcException refused) {
      sessions.refused("", "oidc");
      throw refused;
    }
  }

  private Kept kept(@Nullable String cookie) throws OidcException {
    try {
      if (cookie != null) {
        byte[] sealed = Base64.getUrlDecoder().decode(cookie);
        Kept kept = Json.mapper().readValue(sealer.unseal(sealed, SEALED_FOR), Kept.class);
        if (kept.until.isAfter(clock.instant())) {
          return kept;
        }
      }
    } catch (IllegalArgumentException | SealException e) {
      // As one that is too old: whoever changed it learns nothing.
    }
    throw new OidcException("expired");
  }

  private AuthorizationCode code(Map<String, List<String>> parameters, Kept kept)
      throws OidcException {
    try {
      AuthenticationResponse response =
          AuthenticationResponseParser.parse(URI.create(kept.redirect), parameters);
      Issuer issuer = response.getIssuer(); // RFC 9207
      boolean isForeign =
          issuer != null && !issuer.getValue().equals(provider.config().issuer().toString());
      if (!new State(kept.state).equals(response.getState()) || isForeign) {
        throw new OidcException("expired");
      }
      if (!response.indicatesSuccess()) {
        String error = response.toErrorResponse().getErrorObject().getCode();
        throw new OidcException(
            "access_denied".equals(error)
                ? "access_denied"
                : "The provider answered with the error %s.".formatted(error));
      }
      return response.toSuccessResponse().getAuthorizationCode();
    } catch (ParseException e) {
      throw new OidcException("The provider's answer cannot be read.", e);
    }
  }

  private Sessions.Begun session(OidcProvider.Person person, String from, Optional<String> old)
      throws OidcException {
    record Outcome(Sessions.@Nullable Begun begun, @Nullable OidcException refused) {}
    Outcome outcome =
        database.inTransaction(transaction -> {
          try {
            User user = users.of(transaction, person, from);
            return new Outcome(
                sessions.begin(transaction, Holder.user(user.id()), user.caller(from), "oidc", old),
                null);
          } catch (OidcException refused) {
            return new Outcome(null, refused);
          }
        });
    if (outcome.refused != null) {
      throw outcome.refused;
    }
    return java.util.Objects.requireNonNull(outcome.begun);
  }
}
