package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a client may have to fetch anew. */
public enum ChangeKind {
  CERTIFICATES,
  DELEGATIONS,
  /** A validation zone, its records or its signing. */
  ZONE,
  SETTINGS;

  /** The contract's spelling: lower case. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
