package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** What stands behind a request. */
public enum ActorKind {
  /** A person with a session. */
  USER,
  /** A program with an API token. */
  TOKEN,
  /** Whoever can read the server's data folder. */
  ADMIN_TOKEN,
  /** Nobody: the service itself. */
  KALM,
  /** Somebody who had not said who they are. */
  NOBODY;

  /**
   * Reads the contract's spelling; an unknown one is an IllegalArgumentException that lists the
   * known ones.
   */
  public static ActorKind of(String text) {
    return WireName.parse(ActorKind.class, text);
  }

  /** The contract's spelling: lower case, words joined by hyphens. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
