package dev.kalm.server.authority;

/** The status of an order, an authorization or a challenge (RFC 8555 section 7.1.6). */
public enum Status {
  PENDING,
  READY,
  PROCESSING,
  VALID,
  INVALID,
  REVOKED,
  DEACTIVATED,
  EXPIRED,
  /** A status that this program does not know. */
  UNKNOWN
}
