package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** Whether the service does its work. */
public enum HealthStatus {
  OK,
  FAILING;

  /**
   * Reads the contract's spelling; an unknown one is an IllegalArgumentException that lists the
   * known ones.
   */
  public static HealthStatus of(String text) {
    return WireName.parse(HealthStatus.class, text);
  }

  /** The contract's spelling: lower case, words joined by hyphens. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
