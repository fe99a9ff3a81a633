package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** Who can mend a problem, which decides what follows. */
public enum ProblemKind {
  /** The CA asks for patience; the next attempt waits for the time that it named. */
  RATE_LIMITED,
  /** The user has to change something first: a record, an account, a firewall. */
  USER_ACTION,
  /** Expected to pass by itself. */
  TRANSIENT,
  /** The CA said no, and will say it again. */
  REFUSED,
  /** A fault of this service. */
  INTERNAL;

  /**
   * Reads the contract's spelling; an unknown one is an IllegalArgumentException that lists the
   * known ones.
   */
  public static ProblemKind of(String text) {
    return WireName.parse(ProblemKind.class, text);
  }

  /** The contract's spelling: lower case, words joined by hyphens. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
