package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a user may do, from least to most. */
public enum UserRole {
  /** Sees everything but private keys. */
  VIEWER,
  /** Issues, renews, fetches and deletes certificates for given domains. */
  OPERATOR,
  /** Everything. */
  ADMINISTRATOR;

  /**
   * Reads the contract's spelling; an unknown one is an IllegalArgumentException that lists the
   * known ones.
   */
  public static UserRole of(String text) {
    return WireName.parse(UserRole.class, text);
  }

  /** The contract's spelling: lower case, words joined by hyphens. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
