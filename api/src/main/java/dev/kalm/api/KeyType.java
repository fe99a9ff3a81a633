package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** The kind of a certificate's key. */
public enum KeyType {
  EC_P256,
  EC_P384,
  RSA_2048,
  RSA_3072,
  RSA_4096;

  /**
   * Reads the contract's spelling; an unknown one is an IllegalArgumentException that lists the
   * known ones.
   */
  public static KeyType of(String text) {
    return WireName.parse(KeyType.class, text);
  }

  /** The contract's spelling: lower case, words joined by hyphens. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
