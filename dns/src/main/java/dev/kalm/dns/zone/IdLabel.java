package dev.kalm.dns.zone;

import dev.kalm.dns.message.Name;
import dev.kalm.dns.message.Query;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.UUID;

/**
 * A delegation's id as the first label of a question: 8-4-4-4-12 hexadecimal digits (RFC 9562
 * section 4), of any case.
 */
final class IdLabel {

  static final int LENGTH = 36;

  private static final int FIRST = Query.NAME_OFFSET + 1;

  private static final long ONES = 0x0101010101010101L;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private IdLabel() {}

  /** Whether the question's first label, of {@link #LENGTH} bytes, is written like an id. */
  static boolean isId(Query question) {
    byte[] message = question.message();
    return message[FIRST + 8] == '-'
        && message[FIRST + 13] == '-'
        && message[FIRST + 18] == '-'
        && message[FIRST + 23] == '-'
        && areDigits(at0(message))
        && areDigits(at9(message))
        && areDigits(at19(message))
        && areDigits(at28(message));
  }

  static long high(Query question) {
    byte[] message = question.message();
    return number(at0(message)) << 32 | number(at9(message));
  }

  static long low(Query question) {
    byte[] message = question.message();
    return number(at19(message)) << 32 | number(at28(message));
  }

  private static long at0(byte[] message) {
    return (long) LONG.get(message, FIRST);
  }

  private static long at9(byte[] message) {
    return eight(message, FIRST + 9, FIRST + 14);
  }

  private static long at19(byte[] message) {
    return eight(message, FIRST + 19, FIRST + 24);
  }

  private static long at28(byte[] message) {
    return (long) LONG.get(message, FIRST + 28);
  }

  private static long eight(byte[] message, int four, int fourMore) {
    return (long) (int) INT.get(message, four) << 32
        | Integer.toUnsignedLong((int) INT.get(message, fourMore));
  }

  /** Whether eight bytes are what their values would be written as. */
  private static boolean areDigits(long text) {
    long values = values(text);
    long isLetter = (values + 6 * ONES) >>> 4 & ONES;
    long written = values + 0x30 * ONES + 0x27 * isLetter;
    return (values & 0xf0f0f0f0f0f0f0f0L) == 0 && written == Name.lower(text);
  }

  /** The 32 bits of eight digits. */
  private static long number(long text) {
    long values = values(text);
    values = (values | values >>> 4) & 0x00ff00ff00ff00ffL;
    values = (values | values >>> 8) & 0x0000ffff0000ffffL;
    return (values | values >>> 16) & 0xffffffffL;
  }

  /** The value of each byte as a digit: its lower half, and 9 more for a letter. */
  private static long values(long text) {
    return (text & 0x0f * ONES) + 9 * (text >>> 6 & ONES);
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
}
