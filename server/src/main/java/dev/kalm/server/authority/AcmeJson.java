package dev.kalm.server.authority;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.toolbox.JSON;

/** Reads the CA's objects (RFC 8555 section 7.1) into ours. */
final class AcmeJson {
  private AcmeJson() {}

  static Order order(URI url, JSON json, @Nullable Instant retryAfter) {
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

  static Authorization authorization(URI url, JSON json, @Nullable Instant retryAfter) {
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

  static URL url(URI uri) {
    try {
      return uri.toURL();
    } catch (MalformedURLException wrong) {
      throw new IllegalArgumentException("the CA named something that is not a URL: " + uri, wrong);
    }
  }
}
