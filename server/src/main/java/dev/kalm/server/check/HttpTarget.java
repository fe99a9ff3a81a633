package dev.kalm.server.check;

import java.net.URI;
import java.util.Locale;

/**
 * What to get.
 *
 * @param port 80 or 443 as written in the URL; where that is reached is {@link HttpCheck}'s affair
 * @param path with its query, as sent
 */
record HttpTarget(boolean secure, String host, int port, String path) {
  static final int HTTP_PORT = 80;
  static final int HTTPS_PORT = 443;
  static final String CHALLENGE_PATH = "/.well-known/acme-challenge/";

  static HttpTarget challenge(String name, String token) {
    return new HttpTarget(false, name, HTTP_PORT, CHALLENGE_PATH + token);
  }

  /**
   * Where a Location header leads (RFC 9110 section 10.2.2).
   *
   * @throws IllegalArgumentException the message says, as a sentence's part, why a CA does not go
   *     there
   */
  HttpTarget redirect(String location) {
    URI to;
    try {
      to = URI.create((secure ? "https://" : "http://") + host + path).resolve(location.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("to something that is not a URL", e);
    }
    String scheme = to.getScheme() == null ? "" : to.getScheme().toLowerCase(Locale.ROOT);
    boolean toSecure = scheme.equals("https");
    if (!toSecure && !scheme.equals("http")) {
      throw new IllegalArgumentException("to " + scheme + ", and a CA follows http and https only");
    }
    if (to.getHost() == null || to.getHost().contains(":") || to.getHost().matches("[0-9.]+")) {
      throw new IllegalArgumentException("to a bare address, and a CA follows names only");
    }
    int toPort = to.getPort() == -1 ? (toSecure ? HTTPS_PORT : HTTP_PORT) : to.getPort();
    if (toPort != HTTP_PORT && toPort != HTTPS_PORT) {
      throw new IllegalArgumentException(
          "to port " + toPort + ", and a CA follows to ports 80 and 443 only");
    }
    String toPath = to.getRawPath() == null || to.getRawPath().isEmpty() ? "/" : to.getRawPath();
    String query = to.getRawQuery() == null ? "" : "?" + to.getRawQuery();
    return new HttpTarget(toSecure, to.getHost().toLowerCase(Locale.ROOT), toPort, toPath + query);
  }

  /** The Host header: the port only where it is not the scheme's own. */
  String authority() {
    return port == (secure ? HTTPS_PORT : HTTP_PORT) ? host : host + ":" + port;
  }

  /** For sentences, without the token. */
  @Override
  public String toString() {
    int token = path.indexOf(CHALLENGE_PATH);
    String shown = token < 0 ? path : path.substring(0, token + CHALLENGE_PATH.length()) + "...";
    return (secure ? "https://" : "http://") + authority() + DnsText.shortened(shown, 80);
  }
}
