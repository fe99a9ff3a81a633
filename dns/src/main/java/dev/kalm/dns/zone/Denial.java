package dev.kalm.dns.zone;

/** How a signed zone proves that there is nothing. */
public enum Denial {
  /** One NSEC that says "this name has no other type", NXNAME for one that is not (RFC 9824). */
  COMPACT,
  /**
   * NXDOMAIN, with an NSEC around the name and one around the wildcard, made for this question (RFC
   * 4470).
   */
  NSEC
}
