package dev.kalm.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program's right to use this API.
 *
 * @param domains for which it issues
 * @param certificate the only one that it downloads; null for other scopes
 * @param createdBy a name
 * @param expiresAt null: never
 * @param lastUsedAt to the minute; null: never yet
 * @param revokedAt null: it has not been
 * @param token the token itself; in the answer to its making only, else null
 */
public record ApiToken(
    String id,
    String name,
    TokenScope scope,
    List<String> domains,
    @Nullable String certificate,
    Instant createdAt,
    String createdBy,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant revokedAt,
    @Nullable String token) {
  public ApiToken {
    domains = Json.listOf(domains);
  }

  /** Leaves the token out, so that it cannot reach a log by accident. */
  @Override
  public String toString() {
    return "ApiToken[id=%s, name=%s, scope=%s]".formatted(id, name, scope);
  }
}
