package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** Who takes part in an issuance. */
public enum FlowActorKind {
  /** This service. */
  KALM,
  /** The CA. */
  AUTHORITY,
  /** This service's DNS server, which the CA asks in dns-01. */
  VALIDATION_DNS,
  /** This service's port 80, which the CA asks in http-01. */
  WEB,
  /** Whoever serves the domain's own DNS. */
  PROVIDER,
  /** The person whose domains they are. */
  USER;

  /** The contract's spelling: lower case, words joined by hyphens. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
