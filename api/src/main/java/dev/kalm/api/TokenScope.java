package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** What an API token may do. */
public enum TokenScope {
  /** See everything but private keys. */
  READ,
  /** Issue, renew, fetch and delete certificates for given domains. */
  ISSUE,
  /** Fetch one certificate with its private key. */
  DOWNLOAD,
  /** Everything. */
  ADMIN;

  /**
   * Reads the contract's spelling; an unknown one is an IllegalArgumentException that lists the
   * known ones.
   */
  public static TokenScope of(String text) {
    return WireName.parse(TokenScope.class, text);
  }

  /** The contract's spelling: lower case, words joined by hyphens. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
