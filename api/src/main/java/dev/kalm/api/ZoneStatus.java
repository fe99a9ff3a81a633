package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** Whether the world reaches the validation zone. */
public enum ZoneStatus {
  /** The parent's NS and address records were followed from the root and lead to this server. */
  READY,
  /** They were followed and do not lead here; the records say which one is missing or wrong. */
  UNREACHABLE,
  /** Not looked yet, or the look failed. */
  UNKNOWN;

  /**
   * Reads the contract's spelling; an unknown one is an IllegalArgumentException that lists the
   * known ones.
   */
  public static ZoneStatus of(String text) {
    return WireName.parse(ZoneStatus.class, text);
  }

  /** The contract's spelling: lower case, words joined by hyphens. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
