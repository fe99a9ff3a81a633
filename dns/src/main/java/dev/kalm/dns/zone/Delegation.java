package dev.kalm.dns.zone;

import dev.kalm.dns.message.Query;
import java.util.UUID;

/**
 * One delegation's name and values. The id stands as two numbers in it, so that a million of them
 * cost no objects of their own and a question finds one without making a UUID.
 */
record Delegation(long high, long low, TxtValues txt) implements DelegationTrie.Slot {

  /** A UUID as text: 8-4-4-4-12 hexadecimal digits (RFC 9562 section 4). */
  static final int LABEL_LENGTH = 36;

  static Delegation empty(UUID id) {
    return new Delegation(
        id.getMostSignificantBits(), id.getLeastSignificantBits(), TxtValues.EMPTY);
  }

  Delegation withTxt(TxtValues values) {
    return new Delegation(high, low, values);
  }

  /** Whether the question's first label, of 36 bytes, is written like a UUID. */
  static boolean isIdLabel(Query question) {
    byte[] message = question.message();
    int label = Query.NAME_OFFSET + 1;
    for (int i = 0; i < LABEL_LENGTH; i++) {
      boolean isDash = i == 8 || i == 13 || i == 18 || i == 23;
      if (isDash ? message[label + i] != '-' : digit(message[label + i]) < 0) {
        return false;
      }
    }
    return true;
  }

  /** The upper half of an id label. */
  static long high(Query question) {
    return digits(question.message(), Query.NAME_OFFSET + 1, 18);
  }

  /** The lower half of an id label. */
  static long low(Query question) {
    return digits(question.message(), Query.NAME_OFFSET + 1 + 19, 17);
  }

  private static long digits(byte[] bytes, int from, int count) {
    long value = 0;
    for (int i = from; i < from + count; i++) {
      if (bytes[i] != '-') {
        value = value << 4 | digit(bytes[i]);
      }
    }
    return value;
  }

  private static int digit(byte b) {
    if (b >= '0' && b <= '9') {
      return b - '0';
    }
    int letter = b | 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
  }
}
