package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** How control over a name is shown (RFC 8555 sections 8.3 and 8.4). */
public enum ChallengeType {
  DNS_01,
  HTTP_01;

  /**
   * Reads the contract's spelling; an unknown one is an IllegalArgumentException that lists the
   * known ones.
   */
  public static ChallengeType of(String text) {
    return WireName.parse(ChallengeType.class, text);
  }

  /** The contract's spelling: lower case, words joined by hyphens. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
