package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** What needs attention; it says what the target's id is. */
public enum TargetType {
  /** A certificate's id. */
  CERTIFICATE,
  /** A delegation's base domain. */
  DELEGATION,
  /** A zone's name. */
  ZONE,
  /** What is missing: a {@link MissingSetting}. */
  SETTINGS;

  /** The contract's spelling: lower case. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
