package dev.kalm.server.http;

import java.util.Optional;

/** Knows who is behind what a request presents. */
public interface Callers {
  /**
   * Whose API token this is; empty when it is nobody's, or was revoked, or has expired.
   *
   * @param from the client's address
   */
  Optional<Caller> ofToken(String token, String from);

  /**
   * Whose session this is; empty when it is nobody's, or is over.
   *
   * @param secret the session cookie's value
   * @param from the client's address
   */
  Optional<Caller> ofSession(String secret, String from);

  /** Knows nobody: the data folder's token is the only one. */
  static Callers none() {
    return new Callers() {
      @Override
      public Optional<Caller> ofToken(String token, String from) {
        return Optional.empty();
      }

      @Override
      public Optional<Caller> ofSession(String secret, String from) {
        return Optional.empty();
      }
    };
  }
}
