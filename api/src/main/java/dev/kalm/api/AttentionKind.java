package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** What is wrong. */
public enum AttentionKind {
  /** The last try to issue it failed. */
  CERTIFICATE_FAILING,
  /** The installed version has ended. */
  CERTIFICATE_EXPIRED,
  /** The installed version ends soon, and its renewal is late. */
  CERTIFICATE_EXPIRING,
  /** Its issuance waits for records that somebody has to create. */
  CERTIFICATE_WAITING,
  /** The CNAME is gone or wrong, and renewals need it. */
  DELEGATION_BROKEN,
  /** The world does not reach the validation zone. */
  ZONE_UNREACHABLE,
  /** Something that the service needs has not been set. */
  SETUP_INCOMPLETE;

  /** The contract's spelling: lower case, words joined by hyphens. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
