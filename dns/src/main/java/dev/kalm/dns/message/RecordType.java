package dev.kalm.dns.message;

/**
 * The RR types that this server has something to say about, and the query types (IANA DNS
 * parameters, RFC 6895).
 */
public final class RecordType {

  public static final int A = 1;
  public static final int NS = 2;
  public static final int SOA = 6;
  public static final int HINFO = 13;
  public static final int TXT = 16;
  public static final int AAAA = 28;
  public static final int OPT = 41;
  public static final int DS = 43;
  public static final int RRSIG = 46;
  public static final int NSEC = 47;
  public static final int DNSKEY = 48;
  public static final int CDS = 59;
  public static final int CDNSKEY = 60;

  /** Says in an NSEC record that the name does not exist (RFC 9824 section 2). */
  public static final int NXNAME = 128;

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
      case HINFO -> "HINFO";
      case TXT -> "TXT";
      case AAAA -> "AAAA";
      case OPT -> "OPT";
      case DS -> "DS";
      case RRSIG -> "RRSIG";
      case NSEC -> "NSEC";
      case DNSKEY -> "DNSKEY";
      case CDS -> "CDS";
      case CDNSKEY -> "CDNSKEY";
      case NXNAME -> "NXNAME";
      case IXFR -> "IXFR";
      case AXFR -> "AXFR";
      case ANY -> "ANY";
      case CAA -> "CAA";
      default -> "TYPE" + type;
    };
  }
}
