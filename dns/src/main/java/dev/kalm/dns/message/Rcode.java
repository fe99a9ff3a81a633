package dev.kalm.dns.message;

/** Response codes that this server gives (RFC 6895 section 2.3). */
public enum Rcode {
  NOERROR(0),
  FORMERR(1),
  SERVFAIL(2),
  NXDOMAIN(3),
  NOTIMP(4),
  REFUSED(5),
  NOTAUTH(9),
  BADVERS(16),
  BADCOOKIE(23);

  private final int value;

  Rcode(int value) {
    this.value = value;
  }

  /**
   * The number, 12 bits: the low four stand in the header, the others in OPT (RFC 6891 section
   * 6.1.3).
   */
  public int value() {
    return value;
  }
}
