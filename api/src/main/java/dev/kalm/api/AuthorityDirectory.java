package dev.kalm.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a CA's directory says of it (RFC 8555 section 7.1.1).
 *
 * @param externalAccountRequired whether it opens accounts for its customers only
 * @param profiles what each is for, by name; empty when there is nothing to choose
 * @param caaIdentities what CAA records call it (RFC 8659)
 */
public record AuthorityDirectory(
    @Nullable String termsOfService,
    @Nullable String website,
    boolean externalAccountRequired,
    Map<String, String> profiles,
    List<String> caaIdentities) {
  public AuthorityDirectory {
    profiles = Map.copyOf(Json.orElse(profiles, Map.of()));
    caaIdentities = Json.listOf(caaIdentities);
  }
}
