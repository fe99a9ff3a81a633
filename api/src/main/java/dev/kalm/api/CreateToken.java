package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes an API token.
 *
 * @param domains for the scope issue, at least one
 * @param certificate for the scope download, its id
 * @param expiresAt null: never
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CreateToken(
    String name,
    TokenScope scope,
    List<String> domains,
    @Nullable String certificate,
    @Nullable Instant expiresAt) {
  public CreateToken {
    domains = Json.listOf(domains);
  }
}
