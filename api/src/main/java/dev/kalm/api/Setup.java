package dev.kalm.api;

/**
 * Makes the first administrator.
 *
 * @param token of the link that the server printed when it started
 * @param password 12 to 256 characters
 */
public record Setup(String token, String username, String password) {
  public Setup {
    token = Json.orElse(token, "");
    username = Json.orElse(username, "");
    password = Json.orElse(password, "");
  }

  /** Leaves the secrets out, so that they cannot reach a log by accident. */
  @Override
  public String toString() {
    return "Setup[hidden]";
  }
}
