package dev.kalm.api;

/**
 * Signs in with a one-time link.
 *
 * @param token the link's
 */
public record UseLink(String token) {
  public UseLink {
    token = Json.orElse(token, "");
  }

  /** Leaves the secrets out, so that they cannot reach a log by accident. */
  @Override
  public String toString() {
    return "UseLink[hidden]";
  }
}
