package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a user has to know about a certificate at a glance. */
public enum CertificateStatus {
  /** Never issued, and nothing is under way yet. */
  PENDING,
  /** The first issuance is under way. */
  ISSUING,
  /** Installed and in date. */
  READY,
  /** Installed and in date, while its successor is being issued. */
  RENEWING,
  /** The last issuance failed; its problem says why and what to do. */
  FAILING,
  /** Revoked at the CA. */
  REVOKED,
  /** Past its notAfter. */
  EXPIRED;

  /**
   * Reads the contract's spelling; an unknown one is an IllegalArgumentException that lists the
   * known ones.
   */
  public static CertificateStatus of(String text) {
    return WireName.parse(CertificateStatus.class, text);
  }

  /** The contract's spelling: lower case, words joined by hyphens. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
