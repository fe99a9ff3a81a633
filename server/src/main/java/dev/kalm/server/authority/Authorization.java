package dev.kalm.server.authority;

import dev.kalm.api.Problem;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An authorization as the CA last described it (RFC 8555 section 7.1.4).
 *
 * @param domain the identifier's value, without {@code *.}
 */
public record Authorization(
    URI url,
    String domain,
    boolean wildcard,
    Status status,
    List<Challenge> challenges,
    @Nullable Instant retryAfter) {

  public Authorization {
    challenges = List.copyOf(challenges);
  }

  /**
   * A challenge of it (RFC 8555 section 8).
   *
   * @param token empty for types without one
   */
  public record Challenge(
      URI url, String type, String token, Status status, @Nullable Problem error) {}

  public Optional<Challenge> challenge(String type) {
    return challenges.stream().filter(challenge -> challenge.type().equals(type)).findFirst();
  }
}
