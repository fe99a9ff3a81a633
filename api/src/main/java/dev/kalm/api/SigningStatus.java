package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** What validating resolvers make of a signed zone (RFC 4035 section 4.3). */
public enum SigningStatus {
  /** The parent's DS record leads to a key of the zone: answers are validated. */
  SECURE,
  /** The parent has no DS record yet: answers are taken as those of an unsigned zone. */
  INSECURE,
  /** The parent's DS records lead to no key of the zone: every answer is refused. */
  BOGUS,
  /** Not looked yet, or the look failed. */
  UNKNOWN;

  /**
   * Reads the contract's spelling; an unknown one is an IllegalArgumentException that lists the
   * known ones.
   */
  public static SigningStatus of(String text) {
    return WireName.parse(SigningStatus.class, text);
  }

  /** The contract's spelling: lower case, words joined by hyphens. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
