package dev.kalm.dns.server;

import java.util.ArrayList;
import java.util.List;

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

  /**
   * @param start of the owner's name
   * @param end of the RDATA
   */
  record WireRecord(int section, int start, int type, int rrClass, long ttl, int rdata, int end) {}

  /** Null for bytes that are no message. */
  static WireMessage read(byte[] bytes) {
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

  int count(int section) {
    return unsignedShort(bytes, 6 + 2 * section);
  }

  List<WireRecord> opts() {
    return records.stream().filter(record -> record.type() == OPT).toList();
  }

  /** Where the records of this section end. */
  int end(int section) {
    return records.stream()
        .filter(record -> record.section() <= section)
        .mapToInt(WireRecord::end)
        .max()
        .orElse(questionEnd);
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
