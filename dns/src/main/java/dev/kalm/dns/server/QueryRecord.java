package dev.kalm.dns.server;

import dev.kalm.dns.message.Name;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * A query as {@link QueryRing} writes it, kept without the name's unused room until somebody wants
 * to read it.
 *
 * <pre>
 *    0 time, ms | 8 client 16 | 24 delegation 16 | 40 port 2, type 2, payload size 2, name length 2
 *   48 answers 4, rcode 2, flags 2 | 56 name
 * </pre>
 */
final class QueryRecord {

  static final int LENGTH = 192;

  static final int TIME = 0;
  static final int CLIENT = 8;
  static final int ID = 24;
  static final int QUESTION = 40;
  static final int ANSWER = 48;
  static final int NAME = 56;

  /** A delegation's name in a zone of up to 98 bytes; longer ones are cut. */
  static final int MAX_NAME_LENGTH = LENGTH - NAME;

  static final int TCP = 1;
  static final int DNSSEC_OK = 2;
  static final int TRUNCATED = 4;
  static final int CUT = 8;
  static final int DELEGATION = 16;

  static final VarHandle FIELD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final byte[] bytes;

  QueryRecord(byte[] record) {
    int nameLength = (int) (long) FIELD.get(record, QUESTION) & 0xffff;
    bytes = Arrays.copyOf(record, NAME + nameLength);
  }

  long millis() {
    return field(TIME);
  }

  Optional<UUID> delegation() {
    return has(DELEGATION) ? Optional.of(new UUID(field(ID), field(ID + 8))) : Optional.empty();
  }

  LoggedQuery toLoggedQuery(long sequence) {
    long question = field(QUESTION);
    int payloadSize = (int) (question >>> 16) & 0xffff;
    return new LoggedQuery(
        sequence,
        Instant.ofEpochMilli(millis()),
        delegation(),
        name(),
        has(CUT),
        (int) (question >>> 32) & 0xffff,
        new InetSocketAddress(
            ClientAddress.address(field(CLIENT), field(CLIENT + 8)), (int) (question >>> 48)),
        has(TCP) ? Transport.TCP : Transport.UDP,
        payloadSize == 0 ? OptionalInt.empty() : OptionalInt.of(payloadSize),
        has(DNSSEC_OK),
        (int) (field(ANSWER) >>> 16) & 0xffff,
        (int) (field(ANSWER) >>> 32),
        has(TRUNCATED));
  }

  private String name() {
    if (!has(CUT)) {
      return Name.of(bytes, NAME, bytes.length - NAME).toString();
    }
    int end = NAME;
    while (end + 1 + bytes[end] < bytes.length) {
      end += 1 + bytes[end];
    }
    // The labels that are whole, and the root after them.
    byte[] whole = Arrays.copyOfRange(bytes, NAME, end + 1);
    whole[whole.length - 1] = 0;
    String text = Name.of(whole, 0, whole.length).toString();
    return text.substring(0, text.length() - 1);
  }

  private boolean has(int flag) {
    return (field(ANSWER) & flag) != 0;
  }

  private long field(int at) {
    return (long) FIELD.get(bytes, at);
  }
}
