package dev.kalm.cli;

import dev.kalm.api.KalmException;
import dev.kalm.api.Page;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows a list from page to page. */
final class Pages {
  static final int MAX_ENTRIES = 1_000_000;
  private static final int PAGE = 500;

  private Pages() {}

  interface Source<T> {
    Page<T> page(int limit, @Nullable String cursor) throws KalmException;
  }

  /** The first {@code limit} entries as one page; its cursor goes on where they end. */
  static <T> Page<T> collect(Source<T> source, int limit) throws KalmException {
    List<T> items = new ArrayList<>();
    String cursor = null;
    do {
      Page<T> page = source.page(Math.min(PAGE, limit - items.size()), cursor);
      items.addAll(page.items());
      cursor = page.items().isEmpty() ? null : page.next();
    } while (cursor != null && items.size() < limit);
    return new Page<>(items, cursor);
  }
}
