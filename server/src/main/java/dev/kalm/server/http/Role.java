package dev.kalm.server.http;

/** What a user may do, from least to most. */
public enum Role {
  /** Sees everything but private keys. */
  VIEWER,
  /** Issues, renews, fetches and deletes certificates for given domains. */
  OPERATOR,
  /** Everything. */
  ADMINISTRATOR;

  /** The contract's spelling: lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
