package dev.kalm.api;

/**
 * One's own new password.
 *
 * @param current the one until now
 * @param password 12 to 256 characters
 */
public record ChangePassword(String current, String password) {
  public ChangePassword {
    current = Json.orElse(current, "");
    password = Json.orElse(password, "");
  }

  /** Leaves the secrets out, so that they cannot reach a log by accident. */
  @Override
  public String toString() {
    return "ChangePassword[hidden]";
  }
}
