package dev.kalm.server;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.kalm.api.Json;
import dev.kalm.server.key.KeyType;
import dev.kalm.server.key.Pem;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * An OpenID Connect provider that does what a real one never would: ID tokens for others, of the
 * past, of another key. Nobody types a password; the tests stand in for the browser.
 */
final class ScriptedProvider implements AutoCloseable {
  static final String CLIENT_SECRET = "secret-of-the-client";

  private final HttpsServer server;
  private final RSAKey key = rsa();
  private RSAKey signing = key;
  private UnaryOperator<JWTClaimsSet.Builder> claims = UnaryOperator.identity();
  private String nonce = "";
  private String challenge = "";
  private boolean isDown;

  ScriptedProvider(Path trust) throws Exception {
    KeyPair pair = KeyType.EC_P256.generate();
    X509Certificate certificate = selfSigned(pair);
    Files.writeString(trust, Pem.certificates(List.of(certificate)));
    server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context(pair, certificate)));
    server.createContext("/", this::answer);
    server.start();
  }

  String issuer() {
    return "https://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What the browser was sent to the provider with. */
  void remember(Map<String, String> parameters) {
    nonce = parameters.get("nonce");
    challenge = parameters.get("code_challenge");
  }

  /** The next ID tokens say this. */
  void say(UnaryOperator<JWTClaimsSet.Builder> newClaims) {
    claims = newClaims;
  }

  void signWithAnotherKey() {
    signing = rsa();
  }

  void goDown() {
    isDown = true;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Map<String, String> form =
          parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      Map<String, Object> body =
          switch (path) {
            case "/.well-known/openid-configuration" -> discovery();
            case "/jwks" -> new JWKSet(key).toJSONObject();
            case "/token" -> token(form, exchange.getRequestHeaders().getFirst("Authorization"));
            default -> Map.of();
          };
      byte[] json = Json.mapper().writeValueAsBytes(body);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(
          isDown ? 503 : body.containsKey("error") ? 400 : 200, json.length);
      exchange.getResponseBody().write(json);
    }
  }

  private Map<String, Object> discovery() {
    return Map.of(
        "issuer", issuer(),
        "authorization_endpoint", issuer() + "/auth",
        "token_endpoint", issuer() + "/token",
        "jwks_uri", issuer() + "/jwks",
        "response_types_supported", List.of("code"),
        "subject_types_supported", List.of("public"),
        "scopes_supported", List.of("openid", "groups"),
        "id_token_signing_alg_values_supported", List.of("RS256"));
  }

  private Map<String, Object> token(Map<String, String> form, String authorization) {
    String expected =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(("kalm:" + CLIENT_SECRET).getBytes(StandardCharsets.UTF_8));
    if (!expected.equals(authorization)
        || !challenge.equals(s256(form.get("code_verifier")))
        || !"the-code".equals(form.get("code"))) {
      return Map.of("error", "invalid_grant");
    }
    Instant now = Instant.now();
    JWTClaimsSet.Builder builder =
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .audience("kalm")
            .subject("id-of-ada")
            .claim("preferred_username", "Ada")
            .claim("name", "Ada Lovelace")
            .claim("nonce", nonce)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(300)));
    try {
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
              claims.apply(builder).build());
      jwt.sign(new RSASSASigner(signing));
      return Map.of("access_token", "unused", "token_type", "Bearer", "id_token", jwt.serialize());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new HashMap<>();
    for (String part : query.split("&")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parameters.put(
            part.substring(0, equals),
            URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }

  private static String s256(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RSAKey rsa() {
    try {
      return new RSAKeyGenerator(2048).keyID("1").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate selfSigned(KeyPair pair) throws Exception {
    X500Name subject = new X500Name("CN=provider");
    Instant now = Instant.now();
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    subject,
                    BigInteger.TWO,
                    Date.from(now.minusSeconds(3600)),
                    Date.from(now.plusSeconds(86_400)),
                    subject,
                    pair.getPublic())
                .addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")))
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
  }

  private static SSLContext context(KeyPair pair, X509Certificate certificate) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("p", pair.getPrivate(), new char[0], new Certificate[] {certificate});
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
