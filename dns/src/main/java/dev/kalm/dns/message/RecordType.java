package dev.kalm.dns.message;

/**
 * The RR types that this server has something to say about, and the query types (IANA DNS
 * parameters, RFC 6895).
 */
public final class RecordType {

  public static final int A = 1;
  public static final int NS = 2;
  public static final int SOA = 6;
  public static final int TXT = 16;
  public static final int AAAA = 28;
  public static final int OPT = 41;
  public static final int IXFR = 251;
  public static final int AXFR = 252;
  public static final int ANY = 255;
  public static final int CAA = 257;

  private RecordType() {}

  /** The type's mnemonic, {@code TYPE65} style for one without (RFC 3597 section 5). */
  public static String text(int type) {
    return switch (type) {
      case A -> "A";
      case NS -> "NS";
      case 5 -> "CNAME";
      case SOA -> "SOA";
      case TXT -> "TXT";
      case AAAA -> "AAAA";
      case OPT -> "OPT";
      case 43 -> "DS";
      case 48 -> "DNSKEY";
      case IXFR -> "IXFR";
      case AXFR -> "AXFR";
      case ANY -> "ANY";
      case CAA -> "CAA";
      default -> "TYPE" + type;
    };
  }
}
