package dev.kalm.api;

import java.util.List;

/**
 * A user as they are from now on.
 *
 * @param domains for an operator, at least one
 * @param disabled whether they are kept out; their sessions end
 */
public record UpdateUser(
    String displayName, UserRole role, List<String> domains, boolean disabled) {
  public UpdateUser {
    domains = Json.listOf(domains);
  }
}
