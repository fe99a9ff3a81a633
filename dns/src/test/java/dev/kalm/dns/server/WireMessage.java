package dev.kalm.dns.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message taken apart without the server's own reader, so that the two can be compared. It checks
 * that counts and lengths fit the bytes exactly, and believes everything else.
 *
 * @param questionEnd where the question section ends
 */
record WireMessage(byte[] bytes, int questionEnd, List<WireRecord> records) {

  static final int ANSWER = 0;
  static final int AUTHORITY = 1;
  static final int ADDITIONAL = 2;
  static final int OPT = 41;

  /** An option's code. */
  static final int COOKIE = 10;

  private static final int NXNAME = 128;
  private static final int RRSIG = 46;

  /** RFC 6605 section 4. */
  private static final int SIGNATURE_LENGTH = 64;

  /**
   * @param start of the owner's name
   * @param end of the RDATA
   */
  record WireRecord(int section, int start, int type, int rrClass, long ttl, int rdata, int end) {}

  /**
   * @param at where its data begin
   */
  record Option(int code, int at, int length) {}

  /** Null for bytes that are no message. */
  static @Nullable WireMessage read(byte[] bytes) {
    try {
      int at = 12;
      for (int i = 0; i < unsignedShort(bytes, 4); i++) {
        at = nameEnd(bytes, at) + 4;
      }
      int questionEnd = at;
      List<WireRecord> records = new ArrayList<>();
      for (int section = ANSWER; section <= ADDITIONAL; section++) {
        for (int i = 0; i < unsignedShort(bytes, 6 + 2 * section); i++) {
          int fixed = nameEnd(bytes, at);
          int end = fixed + 10 + unsignedShort(bytes, fixed + 8);
          long ttl = (long) unsignedShort(bytes, fixed + 4) << 16 | unsignedShort(bytes, fixed + 6);
          records.add(
              new WireRecord(
                  section,
                  at,
                  unsignedShort(bytes, fixed),
                  unsignedShort(bytes, fixed + 2),
                  ttl,
                  fixed + 10,
                  end));
          at = end;
        }
      }
      return at == bytes.length ? new WireMessage(bytes, questionEnd, List.copyOf(records)) : null;
    } catch (ArrayIndexOutOfBoundsException e) {
      return null;
    }
  }

  int opcode() {
    return bytes[2] >> 3 & 0x0f;
  }

  boolean truncated() {
    return (bytes[2] & 0x02) != 0;
  }

  int count(int section) {
    return unsignedShort(bytes, 6 + 2 * section);
  }

  List<WireRecord> opts() {
    return records.stream().filter(record -> record.type() == OPT).toList();
  }

  /** What stands in an OPT record; the last one may reach beyond its end. */
  List<Option> options(WireRecord opt) {
    List<Option> options = new ArrayList<>();
    int at = opt.rdata();
    while (at + 4 <= opt.end()) {
      Option option = new Option(unsignedShort(bytes, at), at + 4, unsignedShort(bytes, at + 2));
      options.add(option);
      at += 4 + option.length();
    }
    return options;
  }

  /** The first cookie; null when there is none. */
  @Nullable Option cookie() {
    return opts().stream()
        .flatMap(opt -> options(opt).stream())
        .filter(option -> option.code() == COOKIE)
        .findFirst()
        .orElse(null);
  }

  /** The bytes with zeros for ECDSA signatures, which differ each time they are made. */
  byte[] withoutSignatures() {
    byte[] masked = bytes.clone();
    for (WireRecord record : records) {
      if (record.type() == RRSIG && record.end() - record.rdata() > SIGNATURE_LENGTH) {
        Arrays.fill(masked, record.end() - SIGNATURE_LENGTH, record.end(), (byte) 0);
      }
    }
    return masked;
  }

  /** Where the records of this section end. */
  int end(int section) {
    return records.stream()
        .filter(record -> record.section() <= section)
        .mapToInt(WireRecord::end)
        .max()
        .orElse(questionEnd);
  }

  /**
   * Whether a query is beyond any doubt as the RFCs want it; many that are not are right, too. Only
   * names without compression or pointing to the question's are known here.
   */
  boolean isSurelyWellFormed() {
    if (unsignedShort(bytes, 4) != 1
        || !isPlainName(12, questionEnd - 4)
        || unsignedShort(bytes, questionEnd - 4) == NXNAME
        || opts().size() > 1) {
      return false;
    }
    for (WireRecord record : records) {
      boolean isOpt = record.type() == OPT;
      boolean owner =
          isOpt
              ? bytes[record.start()] == 0 && record.section() == ADDITIONAL
              : unsignedShort(bytes, record.start()) == 0xc00c
                  || isPlainName(record.start(), record.rdata() - 10);
      if (!owner || (isOpt && !hasPlainOptions(record))) {
        return false;
      }
    }
    return true;
  }

  private boolean isPlainName(int start, int end) {
    int at = start;
    while (at < end - 1 && bytes[at] > 0 && bytes[at] < 64) {
      at += 1 + bytes[at];
    }
    return at == end - 1 && bytes[at] == 0 && end - start <= 255;
  }

  private boolean hasPlainOptions(WireRecord opt) {
    int at = opt.rdata();
    for (Option option : options(opt)) {
      int length = option.length();
      if (option.code() == COOKIE && length != 8 && (length < 16 || length > 40)) {
        return false;
      }
      at = option.at() + length;
    }
    return at == opt.end();
  }

  private static int nameEnd(byte[] bytes, int start) {
    int at = start;
    while (bytes[at] != 0) {
      if ((bytes[at] & 0xc0) == 0xc0) {
        return at + 2;
      }
      at += 1 + (bytes[at] & 0xff);
    }
    return at + 1;
  }

  static int unsignedShort(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }
}
