package dev.kalm.server.authority;

import dev.kalm.api.AuthorityDirectory;
import dev.kalm.api.ProblemKind;
import dev.kalm.server.key.TrustAnchor;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a CA's directory before anything is set (RFC 8555 section 7.1.1). */
public final class DirectoryProbe {
  /** How long the whole answer may take. */
  static final Duration LIMIT = Duration.ofSeconds(10);

  /** Directories have some two thousand bytes. */
  static final int MOST_BYTES = 64 * 1024;

  private static final int MOST_PROFILES = 50;
  private static final int LONGEST_TEXT = 500;
  private static final List<String> NEEDED = List.of("newNonce", "newAccount", "newOrder");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * What the directory says.
   *
   * @param trust PEM of the anchors for its certificate; empty: those of Java
   * @throws AuthorityException if it cannot be reached, or what is there is no ACME directory
   */
  public AuthorityDirectory look(URI directory, Optional<String> trust) throws AuthorityException {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(LIMIT);
    trust.ifPresent(pem -> client.sslContext(TrustAnchor.context(pem)));
    try (HttpClient open = client.build()) {
      return read(directory, get(open, directory));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failure(directory, "the look at it was interrupted", "try again", interrupted);
    } catch (SSLHandshakeException untrusted) {
      throw failure(
          directory,
          "its certificate is not trusted (" + untrusted.getMessage() + ")",
          "if it is a CA of your own, give its root certificate as trust anchor",
          untrusted);
    } catch (IOException unreachable) {
      throw failure(
          directory,
          "it cannot be reached (" + reason(unreachable) + ")",
          "check the URL, and this server's way to the internet",
          unreachable);
    }
  }

  private static byte[] get(HttpClient client, URI directory)
      throws IOException, InterruptedException, AuthorityException {
    HttpRequest request =
        HttpRequest.newBuilder(directory)
            .timeout(LIMIT)
            .header("Accept", "application/json")
            .header("User-Agent", "kalm")
            .build();
    HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
    // The body comes after the request's limit: who sends it by drops is cut off.
    Thread cut =
        Thread.ofVirtual()
            .start(() -> {
              try {
                Thread.sleep(LIMIT);
                response.body().close();
              } catch (InterruptedException | IOException done) {
                // The body has come, or is gone already.
              }
            });
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw failure(
            directory,
            "it answers " + response.statusCode(),
            "check the URL: it has to be that of the CA's ACME directory",
            new IOException("status " + response.statusCode()));
      }
      return body.readNBytes(MOST_BYTES + 1);
    } finally {
      cut.interrupt();
    }
  }

  private static AuthorityDirectory read(URI directory, byte[] body) throws AuthorityException {
    JsonNode tree;
    try {
      tree = body.length > MOST_BYTES ? JSON.nullNode() : JSON.readTree(body);
    } catch (JacksonException noJson) {
      throw noDirectory(directory, noJson);
    }
    if (!NEEDED.stream().allMatch(name -> tree.path(name).isString())) {
      throw noDirectory(directory, new IOException("no ACME directory"));
    }
    JsonNode meta = tree.path("meta");
    Map<String, String> profiles = new LinkedHashMap<>();
    meta.path("profiles").properties().stream()
        .limit(MOST_PROFILES)
        .forEach(entry -> profiles.put(entry.getKey(), shortened(entry.getValue().asString(""))));
    List<String> identities = new ArrayList<>();
    for (JsonNode identity : meta.path("caaIdentities")) {
      identities.add(shortened(identity.asString("")));
    }
    return new AuthorityDirectory(
        webPage(meta.path("termsOfService")),
        webPage(meta.path("website")),
        meta.path("externalAccountRequired").asBoolean(false),
        profiles,
        identities.stream().limit(MOST_PROFILES).toList());
  }

  /** Only what a person may safely follow. */
  private static @Nullable String webPage(JsonNode value) {
    try {
      URI uri = value.isString() ? URI.create(value.asString()) : URI.create("");
      boolean isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return isWeb ? uri.toString() : null;
    } catch (IllegalArgumentException noUri) {
      return null;
    }
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }

  private static AuthorityException noDirectory(URI directory, Exception why) {
    return failure(
        directory,
        "what it answers is no ACME directory",
        "check the URL: it has to be that of the CA's ACME directory, which its documentation names",
        why);
  }

  private static String reason(IOException failure) {
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }

  private static AuthorityException failure(
      URI directory, String detail, String advice, Exception why) {
    return new AuthorityException(
        Failure.of(
            ProblemKind.USER_ACTION,
            "the authority's directory cannot be read",
            directory + ": " + detail,
            advice),
        false,
        why);
  }
}
