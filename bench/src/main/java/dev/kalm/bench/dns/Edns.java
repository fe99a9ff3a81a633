package dev.kalm.bench.dns;

/** What a query says about EDNS (RFC 6891) and DNSSEC (the DO bit, RFC 3225). */
enum Edns {
  NONE("no EDNS"),
  EDNS("EDNS"),
  DO("EDNS, DO");

  /** Of an OPT record without options. */
  static final int OPT_LENGTH = 11;

  private static final int BUFFER_SIZE = 1232;

  final String title;

  Edns(String title) {
    this.title = title;
  }

  /** The additional section of a query. */
  byte[] section() {
    if (this == NONE) {
      return new byte[0];
    }
    byte[] opt = new byte[OPT_LENGTH];
    opt[2] = 41;
    opt[3] = (byte) (BUFFER_SIZE >> 8);
    opt[4] = (byte) BUFFER_SIZE;
    opt[7] = (byte) (this == DO ? 0x80 : 0);
    return opt;
  }
}
