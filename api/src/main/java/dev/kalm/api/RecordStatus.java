package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a look from outside found where the user has to create a DNS record. */
public enum RecordStatus {
  /** Found, with the value that is asked for. */
  OK,
  /** Nothing is there. */
  MISSING,
  /** Something else is there. */
  WRONG,
  /** Not looked yet, or the look failed. */
  UNKNOWN;

  /**
   * Reads the contract's spelling; an unknown one is an IllegalArgumentException that lists the
   * known ones.
   */
  public static RecordStatus of(String text) {
    return WireName.parse(RecordStatus.class, text);
  }

  /** The contract's spelling: lower case, words joined by hyphens. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
