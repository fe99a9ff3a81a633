package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** Whether whoever asks has signed in. */
public enum SessionState {
  /** There is no administrator yet: the link that the server printed makes one. */
  SETUP,
  /** Nobody has signed in. */
  ANONYMOUS,
  /** Somebody has. */
  SIGNED_IN;

  /**
   * Reads the contract's spelling; an unknown one is an IllegalArgumentException that lists the
   * known ones.
   */
  public static SessionState of(String text) {
    return WireName.parse(SessionState.class, text);
  }

  /** The contract's spelling: lower case, words joined by hyphens. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
