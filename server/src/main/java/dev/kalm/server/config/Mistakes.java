package dev.kalm.server.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Collects what is wrong, so that it is told all at once. */
final class Mistakes {
  private static final int MOST_DISTANT_SUGGESTION = 3;

  private final List<String> sentences = new ArrayList<>();

  void add(String key, String sentence) {
    sentences.add(key + ": " + sentence);
  }

  List<String> sentences() {
    return sentences;
  }

  /** The end of a sentence about an unknown key: the nearest known one, or all of them. */
  static String suggestion(String unknown, Collection<String> known) {
    Optional<String> nearest =
        known.stream()
            .filter(key ->
                distance(unknown, key) <= Math.min(MOST_DISTANT_SUGGESTION, key.length() / 2))
            .min((a, b) -> Integer.compare(distance(unknown, a), distance(unknown, b)));
    return nearest
        .map(key -> "Did you mean %s?".formatted(key))
        .orElseGet(() -> "Known here: %s.".formatted(String.join(", ", known)));
  }

  /** Levenshtein's distance, without regard to case. */
  static int distance(String first, String second) {
    String a = first.toLowerCase(Locale.ROOT);
    String b = second.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
