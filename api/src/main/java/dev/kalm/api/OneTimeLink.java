package dev.kalm.api;

import java.time.Instant;

/**
 * Signs an administrator in, once.
 *
 * @param url a secret until it was used
 */
public record OneTimeLink(String url, Instant expiresAt) {
  /** Leaves the secrets out, so that they cannot reach a log by accident. */
  @Override
  public String toString() {
    return "OneTimeLink[hidden]";
  }
}
