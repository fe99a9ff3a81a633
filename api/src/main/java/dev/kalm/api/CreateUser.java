package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a local user.
 *
 * @param displayName null: as the username
 * @param password 12 to 256 characters
 * @param domains for an operator, at least one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CreateUser(
    String username,
    @Nullable String displayName,
    String password,
    UserRole role,
    List<String> domains) {
  public CreateUser {
    domains = Json.listOf(domains);
  }

  /** Leaves the secrets out, so that they cannot reach a log by accident. */
  @Override
  public String toString() {
    return "CreateUser[password hidden]";
  }
}
