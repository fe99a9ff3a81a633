package dev.kalm.api;

/** Signs in with a password. */
public record SignIn(String username, String password) {
  public SignIn {
    username = Json.orElse(username, "");
    password = Json.orElse(password, "");
  }

  /** Leaves the secrets out, so that they cannot reach a log by accident. */
  @Override
  public String toString() {
    return "SignIn[hidden]";
  }
}
