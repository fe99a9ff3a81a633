package dev.kalm.dns.message;

/** The numbers of EDNS(0) (RFC 6891). */
public final class Edns {

  /** What we offer and never exceed on UDP: it fits every path without fragments (RFC 9715). */
  public static final int SERVER_PAYLOAD_SIZE = 1232;

  /**
   * The limit of UDP without EDNS, and what smaller offers are read as (RFC 6891 section 6.2.3).
   */
  public static final int MIN_PAYLOAD_SIZE = 512;

  /** A client's cookie of 8 bytes and ours of 16 (RFC 9018 section 4). */
  public static final int COOKIE_LENGTH = 24;

  /** RFC 8914 section 5.2 and RFC 9824 section 9: nobody may ask for this type. */
  public static final int INVALID_QUERY_TYPE = 30;

  static final int NO_EXTENDED_ERROR = -1;
  static final int VERSION = 0;
  static final int DNSSEC_OK = 0x8000;

  /** The client understands the compact denial of existence (RFC 9824 section 5.1). */
  static final int COMPACT_ANSWERS_OK = 0x4000;

  /** RFC 7873 section 4. */
  static final int COOKIE = 10;

  /** RFC 8914 section 2. */
  static final int EXTENDED_ERROR = 15;

  /** An OPT record without options. */
  static final int OPT_LENGTH = 11;

  private Edns() {}
}
