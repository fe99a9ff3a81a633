package dev.kalm.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person who may sign in.
 *
 * @param username lower case
 * @param domains an operator's; each with everything below it
 * @param lastSignInAt null: never yet
 */
public record User(
    String id,
    String username,
    String displayName,
    UserRole role,
    List<String> domains,
    UserSource source,
    boolean disabled,
    Instant createdAt,
    @Nullable Instant lastSignInAt) {
  public User {
    domains = Json.listOf(domains);
  }
}
