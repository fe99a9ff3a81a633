package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** How a signed zone proves that something does not exist. */
public enum Denial {
  /**
   * One small proof for any question (RFC 9824); what does not exist is answered like what is
   * empty.
   */
  COMPACT,
  /** NXDOMAIN with NSEC records around the name (RFC 4034 section 4, RFC 4470). */
  NSEC;

  /**
   * Reads the contract's spelling; an unknown one is an IllegalArgumentException that lists the
   * known ones.
   */
  public static Denial of(String text) {
    return WireName.parse(Denial.class, text);
  }

  /** The contract's spelling: lower case, words joined by hyphens. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
