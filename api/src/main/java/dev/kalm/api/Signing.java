package dev.kalm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a validation zone is signed.
 *
 * @param rollover null when none is under way
 */
public record Signing(
    SigningStatus status, Denial denial, List<SigningKey> keys, @Nullable Rollover rollover) {
  public Signing {
    keys = Json.listOf(keys);
  }
}
