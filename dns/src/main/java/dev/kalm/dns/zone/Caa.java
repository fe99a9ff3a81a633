package dev.kalm.dns.zone;

import java.nio.charset.StandardCharsets;

/**
 * One CAA record (RFC 8659 section 4.1).
 *
 * @param flags 0 to 255; 128 is "issuer critical"
 * @param tag {@code issue}, {@code issuewild}, {@code iodef} …
 * @param value what the tag asks for, {@code letsencrypt.org}
 */
public record Caa(int flags, String tag, String value) {

  /** A longer value is no use to any CA. */
  public static final int MAX_VALUE_LENGTH = 1024;

  public Caa {
    if (flags < 0 || flags > 255) {
      throw new IllegalArgumentException("CAA flags are one byte, 0 to 255, not " + flags);
    }
    if (!tag.matches("[A-Za-z0-9]{1,255}")) {
      throw new IllegalArgumentException(
          "A CAA tag is made of 1 to 255 letters and digits, not '" + tag + "'");
    }
    int length = value.getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_VALUE_LENGTH) {
      throw new IllegalArgumentException(
          "A CAA value of %d bytes: %d is the limit".formatted(length, MAX_VALUE_LENGTH));
    }
  }
}
