package dev.kalm.server.flow;

import java.util.List;
import java.util.regex.Pattern;

/** Long values cut short, so that a sentence can be read. Key authorizations never stay whole. */
public final class FlowText {
  private static final int LONGEST = 400;
  private static final int NAMES_SHOWN = 3;

  private static final Pattern UUID =
      Pattern.compile(
          "\\b([0-9a-fA-F]{8})-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

  /** RFC 8555 section 8.1: a token, a dot, and a thumbprint of 32 octets in base64url. */
  private static final Pattern KEY_AUTHORIZATION =
      Pattern.compile("([A-Za-z0-9_-]{6})[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])");

  /** A token or a digest: 22 characters of base64url are 128 bits (RFC 8555 section 8.3). */
  private static final Pattern VALUE =
      Pattern.compile(
          "(?<![A-Za-z0-9_.-])(?=[A-Za-z0-9_-]*[A-Z0-9_])([A-Za-z0-9_-]{6})[A-Za-z0-9_-]{16,}(?![A-Za-z0-9_-]|\\.[A-Za-z0-9_-])");

  private FlowText() {}

  /** The sentence with ids and challenge values cut to their beginnings. */
  public static String shortened(String sentence) {
    String text = UUID.matcher(sentence).replaceAll("$1…");
    text = KEY_AUTHORIZATION.matcher(text).replaceAll("$1…");
    text = VALUE.matcher(text).replaceAll("$1…");
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  /** The first names, and how many more. */
  public static String names(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size())));
    int more = names.size() - NAMES_SHOWN;
    return more <= 0 ? first : first + " and " + more + " more";
  }
}
