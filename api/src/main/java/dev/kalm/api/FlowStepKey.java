package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** The steps of an issuance, in the order in which they come. */
public enum FlowStepKey {
  /** The user's DNS records are looked for; dns-01 only. */
  RECORDS,
  /** The order is placed, and its authorizations are read. */
  ORDER,
  /** The answers to the challenges are published. */
  PUBLISH,
  /** The published answers are looked at the way that the CA will. */
  LOOK,
  /** The CA is told that it may look. */
  ANSWER,
  /** The CA looks, and gives its verdict. */
  VALIDATE,
  /** The certificate request is sent. */
  FINALIZE,
  /** The chain is fetched. */
  DOWNLOAD,
  /** The chain is verified and stored. */
  INSTALL;

  /** Reads the contract's spelling; an unknown one is an IllegalArgumentException. */
  public static FlowStepKey of(String text) {
    return WireName.parse(FlowStepKey.class, text);
  }

  /** The contract's spelling: lower case, words joined by hyphens. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
