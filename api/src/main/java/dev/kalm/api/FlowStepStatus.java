package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** How far a step has come. */
public enum FlowStepStatus {
  /** Still to come. */
  PENDING,
  /** Under way, or waiting for something. */
  ACTIVE,
  /** Done. */
  DONE,
  /** The try ended here. */
  FAILED,
  /** Not needed: the CA holds the names for proven still. */
  SKIPPED;

  /** The contract's spelling: lower case, words joined by hyphens. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
