package dev.kalm.server.authority;

import dev.kalm.api.Problem;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order as the CA last described it (RFC 8555 section 7.1.3). */
public record Order(
    URI url,
    Status status,
    List<URI> authorizations,
    URI finalizeUrl,
    @Nullable URI certificate,
    @Nullable Problem error,
    @Nullable Instant retryAfter) {

  public Order {
    authorizations = List.copyOf(authorizations);
  }
}
