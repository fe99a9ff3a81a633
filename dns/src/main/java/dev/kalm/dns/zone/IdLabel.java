package dev.kalm.dns.zone;

import dev.kalm.dns.message.Name;
import dev.kalm.dns.message.Query;
import java.util.Optional;
import java.util.UUID;

/**
 * A delegation's id as the first label of a question: 8-4-4-4-12 hexadecimal digits (RFC 9562
 * section 4), of any case.
 */
final class IdLabel {

  static final int LENGTH = 36;

  private static final int FIRST = Query.NAME_OFFSET + 1;

  /** The digit of each byte; its sign is set for a byte that is none. */
  private static final byte[] DIGITS = digits();

  private IdLabel() {}

  private static byte[] digits() {
    byte[] digits = new byte[256];
    for (int i = 0; i < digits.length; i++) {
      digits[i] = (byte) Character.digit(i < 128 ? (char) i : ' ', 16);
    }
    return digits;
  }

  /** Whether the question's first label, of {@link #LENGTH} bytes, is written like an id. */
  static boolean isId(Query question) {
    byte[] message = question.message();
    if (message[FIRST + 8] != '-'
        || message[FIRST + 13] != '-'
        || message[FIRST + 18] != '-'
        || message[FIRST + 23] != '-') {
      return false;
    }
    int signs = signs(message, FIRST, 8);
    signs |= signs(message, FIRST + 9, 4) | signs(message, FIRST + 14, 4);
    signs |= signs(message, FIRST + 19, 4) | signs(message, FIRST + 24, 12);
    return signs >= 0;
  }

  static long high(Query question) {
    byte[] message = question.message();
    return number(message, FIRST, 8) << 32
        | number(message, FIRST + 9, 4) << 16
        | number(message, FIRST + 14, 4);
  }

  static long low(Query question) {
    byte[] message = question.message();
    return number(message, FIRST + 19, 4) << 48 | number(message, FIRST + 24, 12);
  }

  /** The id that {@code name} would be the delegation of; nothing when it cannot be one. */
  static Optional<UUID> of(Name name, Name apex) {
    if (name.length() != apex.length() + 1 + LENGTH) {
      return Optional.empty();
    }
    String label = name.labels().getFirst();
    try {
      return label.length() == LENGTH ? Optional.of(UUID.fromString(label)) : Optional.empty();
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }

  private static int signs(byte[] message, int from, int count) {
    int signs = 0;
    for (int i = from; i < from + count; i++) {
      signs |= DIGITS[message[i] & 0xff];
    }
    return signs;
  }

  private static long number(byte[] message, int from, int count) {
    long value = 0;
    for (int i = from; i < from + count; i++) {
      value = value << 4 | DIGITS[message[i] & 0xff];
    }
    return value;
  }
}
