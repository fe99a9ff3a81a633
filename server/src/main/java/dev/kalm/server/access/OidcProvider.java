package dev.kalm.server.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.kalm.server.config.OidcConfig;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The provider (OpenID Connect Core 1.0): the only class that knows its protocol. What it says of
 * itself is asked for once an hour.
 */
final class OidcProvider {
  private static final Logger LOG = LoggerFactory.getLogger(OidcProvider.class);
  private static final Duration KEPT = Duration.ofHours(1);

  /** A key of the provider's signs; a secret that Kalm has too would prove nothing. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final OidcConfig config;
  private final OidcHttp http;
  private final InstantSource clock;
  private @Nullable Known known;

  /** What the provider has said of itself, and the keys that it signs with. */
  private record Known(OIDCProviderMetadata metadata, IDTokenValidator validator, Instant until) {}

  /**
   * One attempt to sign in, from the way there to the way back.
   *
   * @param redirect where the provider sends the browser back to
   */
  record Attempt(URI redirect, State state, Nonce nonce, CodeVerifier verifier) {}

  /**
   * Whom the provider vouches for.
   *
   * @param subject issuer and sub, which together never change
   * @param names what could be the username, the best first
   */
  record Person(String subject, List<String> names, String displayName, List<String> groups) {}

  OidcProvider(OidcConfig config, InstantSource clock) {
    this.config = config;
    this.http = new OidcHttp(config.trust());
    this.clock = clock;
  }

  OidcConfig config() {
    return config;
  }

  /** Where the browser goes to sign in: with PKCE (RFC 7636), state and nonce. */
  URI authorization(Attempt attempt) throws OidcException {
    OIDCProviderMetadata metadata = known().metadata;
    return new AuthenticationRequest.Builder(
            ResponseType.CODE,
            scope(metadata),
            new ClientID(config.client().id()),
            attempt.redirect)
        .endpointURI(metadata.getAuthorizationEndpointURI())
        .state(attempt.state)
        .nonce(attempt.nonce)
        .codeChallenge(attempt.verifier, CodeChallengeMethod.S256)
        .build()
        .toURI();
  }

  /** The groups too, where they have a scope of their own. */
  private Scope scope(OIDCProviderMetadata metadata) {
    Set<String> scopes = new LinkedHashSet<>(config.client().scopes());
    Scope offered = metadata.getScopes();
    if (offered != null && offered.contains(config.roles().claim())) {
      scopes.add(config.roles().claim());
    }
    return new Scope(scopes.toArray(String[]::new));
  }

  /** Fetches and validates the ID token (OpenID Connect Core 1.0 section 3.1.3.7). */
  Person person(Attempt attempt, AuthorizationCode code) throws OidcException {
    Known provider = known();
    try {
      TokenResponse response =
          OIDCTokenResponseParser.parse(
              request(provider.metadata, attempt, code).toHTTPRequest().send(http));
      if (!response.indicatesSuccess()) {
        LOG.warn(
            "The OpenID Connect provider gave no token: {}",
            response.toErrorResponse().getErrorObject());
        throw new OidcException(
            "The provider did not accept Kalm's request. An administrator has to compare oidc.clientId and oidc.clientSecret with the provider's.");
      }
      JWT token = ((OIDCTokenResponse) response.toSuccessResponse()).getOIDCTokens().getIDToken();
      return person(provider.validator.validate(token, attempt.nonce));
    } catch (IOException | ParseException e) {
      throw unreachable(e);
    } catch (BadJOSEException | JOSEException e) {
      LOG.warn("The OpenID Connect provider's ID token is not valid: {}", e.getMessage());
      throw new OidcException("The provider's answer is not valid. Kalm's log says why.", e);
    }
  }

  private TokenRequest request(
      OIDCProviderMetadata metadata, Attempt attempt, AuthorizationCode code) {
    ClientID client = new ClientID(config.client().id());
    AuthorizationCodeGrant grant =
        new AuthorizationCodeGrant(code, attempt.redirect, attempt.verifier);
    URI endpoint = metadata.getTokenEndpointURI();
    return config
        .client()
        .secret()
        .map(secret ->
            new TokenRequest.Builder(
                endpoint, authentication(metadata, client, new Secret(secret)), grant))
        .orElseGet(() -> new TokenRequest.Builder(endpoint, client, grant))
        .build();
  }

  private static ClientAuthentication authentication(
      OIDCProviderMetadata metadata, ClientID client, Secret secret) {
    List<ClientAuthenticationMethod> methods = metadata.getTokenEndpointAuthMethods();
    boolean isBasic =
        methods == null || methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    return isBasic ? new ClientSecretBasic(client, secret) : new ClientSecretPost(client, secret);
  }

  private Person person(IDTokenClaimsSet claims) {
    String subject = claims.getSubject().getValue();
    @Nullable String name = claims.getStringClaim("preferred_username");
    @Nullable String email = claims.getStringClaim("email");
    @Nullable String display = claims.getStringClaim("name");
    List<String> names =
        java.util.stream.Stream.of(name, email, subject)
            .filter(one -> one != null && !one.isBlank())
            .toList();
    return new Person(
        claims.getIssuer().getValue() + " " + subject,
        names,
        display == null || display.isBlank() ? names.getFirst() : display,
        groups(claims.getClaim(config.roles().claim())));
  }

  /** A list, or one word. */
  private static List<String> groups(@Nullable Object claim) {
    return switch (claim) {
      case null -> List.of();
      case List<?> list ->
          list.stream().filter(String.class::isInstance).map(String.class::cast).toList();
      case String one -> List.of(one);
      case Object other -> List.of();
    };
  }

  private synchronized Known known() throws OidcException {
    Known before = known;
    if (before != null && before.until.isAfter(clock.instant())) {
      return before;
    }
    try {
      known = discover();
      return known;
    } catch (IOException | GeneralException e) {
      if (before != null) {
        return before;
      }
      throw unreachable(e);
    }
  }

  private Known discover() throws IOException, GeneralException {
    String issuer = config.issuer().toString();
    OIDCProviderMetadata metadata =
        OIDCProviderMetadata.parse(
            http.get(
                URI.create(issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration")));
    if (!metadata.getIssuer().getValue().equals(issuer)) {
      throw new IOException(
          "it says that its issuer is %s: write oidc.issuer so".formatted(metadata.getIssuer()));
    }
    JWKSource<SecurityContext> keys =
        JWKSourceBuilder.<SecurityContext>create(metadata.getJWKSetURI().toURL(), http)
            .refreshAheadCache(false)
            .retrying(true)
            .build();
    return new Known(
        metadata,
        new IDTokenValidator(
            new Issuer(issuer),
            new ClientID(config.client().id()),
            new JWSVerificationKeySelector<>(ALGORITHMS, keys),
            null),
        clock.instant().plus(KEPT));
  }

  private OidcException unreachable(Exception cause) {
    LOG.warn(
        "The OpenID Connect provider {} did not answer as it should: {}",
        config.issuer(),
        cause.toString());
    return new OidcException(
        "%s cannot be reached now, or does not answer as it should. Kalm's log says more."
            .formatted(config.name()),
        cause);
  }
}
