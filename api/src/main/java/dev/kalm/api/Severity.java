package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** How much something matters, the worst first. */
public enum Severity {
  /** Broken, or about to be. */
  ERROR,
  /** Will break unless somebody acts. */
  WARNING,
  /** Waits for somebody, and nothing breaks meanwhile. */
  INFO;

  /** The contract's spelling: lower case. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
