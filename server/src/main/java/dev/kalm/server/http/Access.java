package dev.kalm.server.http;

/** Who may call a route. */
public enum Access {
  /** Everybody who reaches the port. */
  PUBLIC,
  /** Who sends the admin token. */
  ADMIN
}
