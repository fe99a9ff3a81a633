package dev.kalm.server.access;

import dev.kalm.api.ApiToken;
import dev.kalm.api.TokenScope;
import dev.kalm.server.http.Caller;
import dev.kalm.server.http.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An API token, without the token itself.
 *
 * @param grant what it is good for
 * @param use when it was used and when it ends
 */
record Token(String id, String name, Grant grant, Instant createdAt, String createdBy, Use use) {

  /**
   * What a token is good for.
   *
   * @param domains for which it issues; each with everything below it
   * @param certificate the only one that it downloads
   */
  record Grant(TokenScope scope, List<String> domains, Optional<String> certificate) {
    Grant {
      domains = List.copyOf(domains);
    }
  }

  /**
   * A token's life; null is never.
   *
   * @param lastUsedAt to the minute
   */
  record Use(
      @Nullable Instant expiresAt, @Nullable Instant lastUsedAt, @Nullable Instant revokedAt) {}

  boolean isGood(Instant now) {
    return use.revokedAt == null && (use.expiresAt == null || use.expiresAt.isAfter(now));
  }

  Caller caller(String from) {
    Role role =
        switch (grant.scope) {
          case READ, DOWNLOAD -> Role.VIEWER;
          case ISSUE -> Role.OPERATOR;
          case ADMIN -> Role.ADMINISTRATOR;
        };
    return new Caller(Caller.Kind.TOKEN, id, name, role, grant.domains, grant.certificate, from);
  }

  /**
   * As the API shows it.
   *
   * @param secret the token itself, where it is shown once; else null
   */
  ApiToken shown(@Nullable String secret) {
    return new ApiToken(
        id,
        name,
        grant.scope,
        grant.domains,
        grant.certificate.orElse(null),
        createdAt,
        createdBy,
        use.expiresAt,
        use.lastUsedAt,
        use.revokedAt,
        secret);
  }
}
