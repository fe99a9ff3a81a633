package dev.kalm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list that says how long the whole list is.
 *
 * @param next the cursor of the part that follows; null at the end
 * @param total how many entries the whole list has now, filters applied
 */
public record CountedPage<T>(List<T> items, @Nullable String next, int total) {
  public CountedPage {
    items = Json.listOf(items);
  }

  /** The same part, without the count. */
  public Page<T> page() {
    return new Page<>(items, next);
  }
}
