package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a zone's key does. Each of them is in the zone's DNSKEY records, and signs those. */
public enum KeyState {
  /** Signs everything. */
  ACTIVE,
  /** Takes over once the parent has its DS record. */
  INCOMING,
  /** Leaves once the parent's DS record for it has gone. */
  OUTGOING;

  /**
   * Reads the contract's spelling; an unknown one is an IllegalArgumentException that lists the
   * known ones.
   */
  public static KeyState of(String text) {
    return WireName.parse(KeyState.class, text);
  }

  /** The contract's spelling: lower case, words joined by hyphens. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
