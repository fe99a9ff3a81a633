package dev.kalm.server.access;

import dev.kalm.server.http.Caller;
import java.util.Optional;

/**
 * Whose a session or a link is: a user's, or an API token's that made a link; neither: whoever can
 * read the data folder.
 */
record Holder(Optional<String> user, Optional<String> token) {
  static Holder user(String id) {
    return new Holder(Optional.of(id), Optional.empty());
  }

  /** For a link that this caller makes. */
  static Holder of(Caller caller) {
    return switch (caller.kind()) {
      case USER -> user(caller.id());
      case TOKEN -> new Holder(Optional.empty(), Optional.of(caller.id()));
      case ADMIN_TOKEN, KALM -> new Holder(Optional.empty(), Optional.empty());
      case NOBODY -> throw new IllegalArgumentException("Nobody holds nothing.");
    };
  }
}
