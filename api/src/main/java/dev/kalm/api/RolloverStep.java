package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** Where the change from one key to the next stands: what the user has to do at the parent. */
public enum RolloverStep {
  /** Add the new key's DS record beside the old one. */
  ADD_DS,
  /** Delete the old key's DS record. */
  REMOVE_DS;

  /**
   * Reads the contract's spelling; an unknown one is an IllegalArgumentException that lists the
   * known ones.
   */
  public static RolloverStep of(String text) {
    return WireName.parse(RolloverStep.class, text);
  }

  /** The contract's spelling: lower case, words joined by hyphens. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
