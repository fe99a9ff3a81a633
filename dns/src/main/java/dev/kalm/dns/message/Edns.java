package dev.kalm.dns.message;

/** The numbers of EDNS(0) (RFC 6891). */
public final class Edns {

  /** What we offer and never exceed on UDP: it fits every path without fragments (RFC 9715). */
  public static final int SERVER_PAYLOAD_SIZE = 1232;

  /**
   * The limit of UDP without EDNS, and what smaller offers are read as (RFC 6891 section 6.2.3).
   */
  public static final int MIN_PAYLOAD_SIZE = 512;

  static final int VERSION = 0;
  static final int DNSSEC_OK = 0x8000;

  /** An OPT record without options. */
  static final int OPT_LENGTH = 11;

  private Edns() {}

  /**
   * Whether options, each a code, a length and as many bytes, fill {@code from} to {@code to}
   * exactly.
   */
  static boolean wellFormedOptions(byte[] message, int from, int to) {
    int at = from;
    while (to - at >= 4) {
      at += 4 + Query.unsignedShort(message, at + 2);
    }
    return at == to;
  }
}
