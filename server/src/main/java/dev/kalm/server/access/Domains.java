package dev.kalm.server.access;

import dev.kalm.api.Problem.Mistake;
import dev.kalm.server.config.ClusterConfig;
import dev.kalm.server.http.RequestException;
import java.util.ArrayList;
import java.util.List;

/** The domains for which somebody issues, as an administrator typed them. */
final class Domains {
  private static final int MOST = 100;

  private Domains() {}

  /**
   * In the form that names of certificates have.
   *
   * @param needed whether there has to be one; else there may be none
   * @param whom in words, for the refusal
   */
  static List<String> of(List<String> typed, boolean needed, String whom) {
    List<Mistake> mistakes = new ArrayList<>();
    if (needed == typed.isEmpty() || typed.size() > MOST) {
      mistakes.add(
          Mistake.at(
              "/domains",
              needed
                  ? "%s needs 1 to %d domains, each with everything below it".formatted(whom, MOST)
                  : whom + " has no domains of its own: leave them out"));
    }
    List<String> domains = new ArrayList<>();
    for (int index = 0; index < Math.min(typed.size(), MOST); index++) {
      try {
        domains.add(ClusterConfig.domain(typed.get(index)));
      } catch (IllegalArgumentException refused) {
        mistakes.add(
            Mistake.at(
                "/domains/" + index,
                "\"%s\" %s".formatted(typed.get(index), refused.getMessage())));
      }
    }
    if (!mistakes.isEmpty()) {
      throw RequestException.badRequest(mistakes.getFirst().detail(), mistakes);
    }
    return domains.stream().distinct().toList();
  }
}
