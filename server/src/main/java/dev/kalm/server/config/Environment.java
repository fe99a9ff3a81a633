package dev.kalm.server.config;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variables that set keys: {@code cluster.domain} is {@code KALM_CLUSTER_DOMAIN}. */
final class Environment {
  private static final String PREFIX = "KALM_";
  private static final int MOST_SECTIONS = 100;

  private static final Pattern KUBERNETES =
      Pattern.compile("_SERVICE_(HOST|PORT(_.+)?)$|_PORT(_\\d+_(TCP|UDP)(_.+)?)?$");

  private final Map<String, String> variables;
  private final Set<String> known = new HashSet<>();

  Environment(Map<String, String> variables) {
    this.variables = variables;
  }

  /** The value of a key; an empty variable counts as absent. */
  Optional<String> get(String key) {
    String name = name(key);
    known.add(name);
    return Optional.ofNullable(variables.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /** Whether a variable sets any key below this one. */
  boolean sets(String key) {
    return variables.entrySet().stream()
        .anyMatch(variable ->
            variable.getKey().startsWith(name(key) + "_") && !variable.getValue().isBlank());
  }

  /** How many sections of a list the variables speak of: one more than the highest index. */
  int sections(String key) {
    Pattern indexed = Pattern.compile(Pattern.quote(name(key)) + "_(\\d{1,2})_.+");
    int count = 0;
    for (String name : variables.keySet()) {
      Matcher matcher = indexed.matcher(name);
      if (matcher.matches()) {
        count = Math.max(count, Integer.parseInt(matcher.group(1)) + 1);
      }
    }
    return Math.min(count, MOST_SECTIONS);
  }

  /**
   * Variables that start as a section does and set nothing. Others may be anybody's: Kubernetes
   * makes {@code KALM_SERVICE_HOST} and the like for a service of this name, and {@code
   * KALM_DNS_SERVICE_HOST} for one that is called kalm-dns.
   */
  void reportUnknown(Set<String> sections, Mistakes mistakes) {
    for (String variable : new TreeSet<>(variables.keySet())) {
      boolean belongsToASection =
          sections.stream().anyMatch(section -> variable.startsWith(name(section) + "_"))
              && !KUBERNETES.matcher(variable).find();
      if (belongsToASection && !known.contains(variable)) {
        mistakes.add(
            variable,
            "This variable sets no key. " + Mistakes.suggestion(variable, new TreeSet<>(known)));
      }
    }
  }

  static String name(String key) {
    return PREFIX
        + key.replaceAll("([a-z])([A-Z])", "$1_$2")
            .replaceAll("[.\\[]", "_")
            .replace("]", "")
            .toUpperCase(Locale.ROOT);
  }
}
