package dev.kalm.api;

/**
 * A user's new password.
 *
 * @param password 12 to 256 characters
 */
public record SetPassword(String password) {
  public SetPassword {
    password = Json.orElse(password, "");
  }

  /** Leaves the secrets out, so that they cannot reach a log by accident. */
  @Override
  public String toString() {
    return "SetPassword[hidden]";
  }
}
