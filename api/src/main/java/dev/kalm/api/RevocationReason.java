package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Why a certificate is revoked: the reasons of RFC 5280 section 5.3.1 that a public CA takes from a
 * subscriber.
 */
public enum RevocationReason {
  UNSPECIFIED(0),
  KEY_COMPROMISE(1),
  AFFILIATION_CHANGED(3),
  SUPERSEDED(4),
  CESSATION_OF_OPERATION(5);

  private final int code;

  RevocationReason(int code) {
    this.code = code;
  }

  /** The CRLReason number, RFC 5280 section 5.3.1, which RFC 8555 section 7.6 sends to the CA. */
  public int code() {
    return code;
  }

  /**
   * Reads the contract's spelling; an unknown one is an IllegalArgumentException that lists the
   * known ones.
   */
  public static RevocationReason of(String text) {
    return WireName.parse(RevocationReason.class, text);
  }

  /** The contract's spelling: lower case, words joined by hyphens. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
