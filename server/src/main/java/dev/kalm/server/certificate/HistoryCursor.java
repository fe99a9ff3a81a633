package dev.kalm.server.certificate;

import dev.kalm.api.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a part of a history ended: a place in the order, not a row.
 *
 * @param at of the last entry
 * @param id of the last entry
 */
public record HistoryCursor(Instant at, String id) {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,15})\\.([0-9A-Za-z-]{1,64})");

  /** Empty for what is no cursor of a history. */
  static Optional<HistoryCursor> of(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new HistoryCursor(
                Instant.ofEpochMilli(Long.parseLong(matcher.group(1))), matcher.group(2)))
        : Optional.empty();
  }

  /** The first {@code limit} of what was found, and where they end if that is not all. */
  static <T> Page<T> page(List<T> found, int limit, Function<T, HistoryCursor> place) {
    if (found.size() <= limit) {
      return new Page<>(found, null);
    }
    List<T> shown = found.subList(0, limit);
    HistoryCursor last = place.apply(shown.getLast());
    return new Page<>(shown, last.at.toEpochMilli() + "." + last.id);
  }
}
