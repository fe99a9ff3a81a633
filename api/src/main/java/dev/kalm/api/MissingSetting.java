package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** What has to be set before certificates can be issued. */
public enum MissingSetting {
  /** Nobody could sign in. */
  ADMINISTRATOR,
  /** Without the cluster's domain and addresses there are no wildcards. */
  CLUSTER,
  /** No authority's terms of service have been agreed to. */
  AUTHORITY;

  /**
   * Reads the contract's spelling; an unknown one is an IllegalArgumentException that lists the
   * known ones.
   */
  public static MissingSetting of(String text) {
    return WireName.parse(MissingSetting.class, text);
  }

  /** The contract's spelling: lower case, words joined by hyphens. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
