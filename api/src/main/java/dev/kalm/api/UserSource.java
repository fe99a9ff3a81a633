package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** Who vouches for a user. */
public enum UserSource {
  /** Kalm, by a password. */
  LOCAL,
  /** The OpenID Connect provider. */
  OIDC;

  /**
   * Reads the contract's spelling; an unknown one is an IllegalArgumentException that lists the
   * known ones.
   */
  public static UserSource of(String text) {
    return WireName.parse(UserSource.class, text);
  }

  /** The contract's spelling: lower case, words joined by hyphens. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
