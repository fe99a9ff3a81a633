package dev.kalm.api;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where the service is and how to be let in.
 *
 * @param url the base, {@code https://127.0.0.1:8443}; plain http is for loopback addresses only
 * @param token bearer token (RFC 6750); null can only ask for what needs none
 * @param trustAnchors PEM certificates, which alone are trusted; null trusts what the JDK trusts
 */
public record Endpoint(URI url, @Nullable String token, @Nullable String trustAnchors) {
  private static final String PREFIX = "/api/v1";

  public Endpoint {
    String text = url.toString().replaceAll("/+$", "");
    url =
        URI.create(
            text.endsWith(PREFIX) ? text.substring(0, text.length() - PREFIX.length()) : text);
    String scheme = url.getScheme();
    String host = url.getHost();
    if (host == null || !("https".equals(scheme) || ("http".equals(scheme) && isLoopback(host)))) {
      throw new IllegalArgumentException(
          "'"
              + url
              + "' is not the address of a Kalm server: it has to look like https://kalm.example.com:8443");
    }
  }

  URI resolve(String path) {
    return URI.create(url + PREFIX + path);
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
  }

  /** Leaves the token out, so that it cannot reach a log by accident. */
  @Override
  public String toString() {
    return "Endpoint[url=" + url + ", token=" + (token == null ? "none" : "(not shown)") + "]";
  }
}
