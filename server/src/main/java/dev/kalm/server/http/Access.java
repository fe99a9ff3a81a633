package dev.kalm.server.http;

/** Who may call a route. What it says of names is decided by the feature: {@link Caller}. */
public enum Access {
  /** Everybody who reaches the port. */
  PUBLIC,
  /** Everybody who has signed in, or sends a token. */
  SIGNED_IN,
  /** Who may see what there is; it holds no private key. */
  READ,
  /** Who may fetch the private key of the certificate that the path names. */
  DOWNLOAD,
  /** Who may ask for certificates, each for the domains that are theirs. */
  ISSUE,
  /** Administrators. */
  ADMIN
}
