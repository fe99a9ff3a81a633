package dev.kalm.dns.dnssec;

import dev.kalm.dns.message.Rdata;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A delegation signer record's data: what the parent says of a zone's key (RFC 4034 section 5).
 *
 * @param keyTag 0 to 65535
 * @param algorithm 0 to 255; 13 is ECDSA P-256 with SHA-256
 * @param digestType 0 to 255; 2 is SHA-256
 * @param digestHex pairs of hexadecimal digits; kept in upper case
 */
public record Ds(int keyTag, int algorithm, int digestType, String digestHex) {

  /** Far above SHA-512's digest, the longest that anybody has proposed. */
  private static final int MAX_DIGEST_DIGITS = 512;

  private static final int MAX_TEXT = 2048;

  public Ds {
    digestHex = digestHex.toUpperCase(Locale.ROOT);
    require(keyTag >= 0 && keyTag <= 0xffff, "the key tag goes from 0 to 65535");
    require(algorithm >= 0 && algorithm <= 0xff, "the algorithm goes from 0 to 255");
    require(digestType >= 0 && digestType <= 0xff, "the digest type goes from 0 to 255");
    int digits = digestHex.length();
    require(digestHex.chars().allMatch(HexFormat::isHexDigit), "the digest is hexadecimal");
    require(digits > 0 && digits <= MAX_DIGEST_DIGITS && digits % 2 == 0, "the digest is cut off");
    int expected = digits(digestType);
    require(
        expected == 0 || digits == expected,
        "digest type %d has %d digits, not %d".formatted(digestType, expected, digits));
  }

  /**
   * Reads {@code 12345 13 2 ABCD...}: the digest in either case and with spaces in it, and anything
   * up to a {@code DS} in front, such as the owner's name and the TTL.
   *
   * @throws IllegalArgumentException says what is wrong
   */
  public static Ds parse(String text) {
    require(text.length() <= MAX_TEXT, "the text is longer than %d".formatted(MAX_TEXT));
    String data = text.strip().replaceFirst("(?i)^(.*\\s)?C?DS\\s+", "").replaceAll("[()]", " ");
    String[] fields = data.strip().split("\\s+", 4);
    require(fields.length == 4, "write key tag, algorithm, digest type and digest");
    return new Ds(
        number(fields[0]), number(fields[1]), number(fields[2]), fields[3].replaceAll("\\s", ""));
  }

  /** The record's data; CDS has the same (RFC 7344 section 3.1). */
  public Rdata rdata() {
    byte[] digest = HexFormat.of().parseHex(digestHex);
    return Rdata.raw(
        ByteBuffer.allocate(4 + digest.length)
            .putShort((short) keyTag)
            .put((byte) algorithm)
            .put((byte) digestType)
            .put(digest)
            .array());
  }

  /** As zone files and registrars' forms take it: {@code 12345 13 2 ABCD...}. */
  @Override
  public String toString() {
    return keyTag + " " + algorithm + " " + digestType + " " + digestHex;
  }

  /** RFC 3658, RFC 4509, RFC 6605; 0 for a digest type that is not known here. */
  private static int digits(int digestType) {
    return switch (digestType) {
      case 1 -> 40;
      case 2 -> 64;
      case 4 -> 96;
      default -> 0;
    };
  }

  private static int number(String field) {
    require(field.matches("[0-9]{1,5}"), "'%s' is not a number".formatted(field));
    return Integer.parseInt(field);
  }

  private static void require(boolean holds, String reason) {
    if (!holds) {
      throw new IllegalArgumentException("This is not a DS record: " + reason);
    }
  }
}
