package dev.kalm.server.certificate;

import dev.kalm.api.CertificateSort;
import dev.kalm.api.SortOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Where a part of the list ended: not a row, which may be gone or have moved, but a place in the
 * order.
 *
 * @param asOf of the first part: what had expired then is expired for all parts
 * @param group of the order's groups, the one that the last entry was in
 * @param key what the last entry was sorted by within its group
 * @param id the last entry's
 */
record ListCursor(
    CertificateSort sort, SortOrder order, Instant asOf, int group, String key, String id) {
  private static final String SEPARATOR = "\n";
  private static final int LONGEST = 1000;

  String text() {
    String parts =
        String.join(
            SEPARATOR,
            List.of(
                sort.toString(),
                order.toString(),
                Long.toString(asOf.toEpochMilli()),
                Integer.toString(group),
                key,
                id));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(parts.getBytes(StandardCharsets.UTF_8));
  }

  /** Empty for what is no cursor of such a list. */
  static Optional<ListCursor> of(String text, CertificateSort sort, SortOrder order) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8)
              .split(SEPARATOR, -1);
      if (parts.length != 6
          || !parts[0].equals(sort.toString())
          || !parts[1].equals(order.toString())) {
        return Optional.empty();
      }
      return Optional.of(
          new ListCursor(
              sort,
              order,
              Instant.ofEpochMilli(Long.parseLong(parts[2])),
              Integer.parseInt(parts[3]),
              parts[4],
              parts[5]));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
