package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** The step an issuance stands at, in the order in which they come. */
public enum IssuanceState {
  /** Waits until the CNAME of every name is seen from outside; the order then starts by itself. */
  AWAITING_DELEGATION,
  /** The order is being placed at the CA. */
  ORDERING,
  /** The answers to the challenges are being published. */
  PRESENTING,
  /** The published answers are being looked up the way that the CA will. */
  CONFIRMING,
  /** The CA is checking. */
  VALIDATING,
  /** The certificate signing request is at the CA. */
  FINALIZING,
  /** The chain is being fetched. */
  DOWNLOADING,
  /** The chain is being verified, stored and delivered. */
  INSTALLING,
  /** Done. */
  ISSUED,
  /** The attempt ended with a problem; nextAttemptAt says when the next one starts by itself. */
  FAILED;

  /**
   * Reads the contract's spelling; an unknown one is an IllegalArgumentException that lists the
   * known ones.
   */
  public static IssuanceState of(String text) {
    return WireName.parse(IssuanceState.class, text);
  }

  /** The contract's spelling: lower case, words joined by hyphens. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
