package dev.kalm.server.access;

import dev.kalm.api.Problem.Mistake;
import dev.kalm.server.http.RequestException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The spelling of one-time links. The token is in the fragment, which a browser sends to nobody and
 * no log of a proxy holds.
 */
final class Links {
  /** A path of this site: one slash first, no authority, no fragment. */
  private static final Pattern PATH =
      Pattern.compile("/(?![/\\\\])[A-Za-z0-9._~!$&'()*+,;=:@%/?-]{0,500}|/");

  private Links() {}

  static String setup(String base, String token) {
    return base + "/setup#token=" + token;
  }

  static String signIn(String base, String token, String path) {
    return base
        + "/link#token="
        + token
        + "&to="
        + URLEncoder.encode(path, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static boolean isPath(String path) {
    return PATH.matcher(path).matches();
  }

  /** The path, or the first page's. */
  static String path(@Nullable String wished) {
    if (wished == null) {
      return "/";
    }
    if (!isPath(wished)) {
      String detail =
          "path has to be a page of this site such as /certificates, without a # and with 500 characters at most";
      throw RequestException.badRequest(detail, List.of(Mistake.at("/path", detail)));
    }
    return wished;
  }
}
