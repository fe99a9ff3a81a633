package dev.kalm.api;

import java.util.List;

/**
 * The service has something new to show.
 *
 * @param kinds of what; at least one
 */
public record Changed(List<ChangeKind> kinds) {
  public Changed {
    kinds = Json.listOf(kinds);
  }
}
