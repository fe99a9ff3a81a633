package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a list of certificates is ordered by; what has no such time comes last in both orders. */
public enum CertificateSort {
  /** When it was asked for. */
  CREATED,
  /** The first name, a wildcard beside its apex. */
  NAME,
  /** The worst first: failing, expired, pending, issuing, renewing, revoked, ready. */
  STATUS,
  /** When the installed version ends. */
  NOT_AFTER,
  /** When the next issuance starts by itself. */
  RENEW_AT;

  /**
   * Reads the contract's spelling; an unknown one is an IllegalArgumentException that lists the
   * known ones.
   */
  public static CertificateSort of(String text) {
    return WireName.parse(CertificateSort.class, text);
  }

  /** The contract's spelling: lower case, words joined by hyphens. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
