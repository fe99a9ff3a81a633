package dev.kalm.server.authority;

import dev.kalm.server.config.AuthorityConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The authorities by name, the default first, as the settings have them at each moment. */
public final class Authorities {
  private final Supplier<List<AuthorityConfig>> settings;
  private final Function<AuthorityConfig, Authority> maker;
  private final Map<AuthorityConfig, Authority> made = new HashMap<>();

  /**
   * Follows the settings from now on.
   *
   * @param settings at least one authority, the default first
   * @param maker of what talks to one; a changed authority gets another
   */
  public Authorities(
      Supplier<List<AuthorityConfig>> settings, Function<AuthorityConfig, Authority> maker) {
    this.settings = settings;
    this.maker = maker;
  }

  public synchronized Optional<Authority> find(String name) {
    List<AuthorityConfig> current = settings.get();
    made.keySet().retainAll(current);
    return current.stream()
        .filter(config -> config.name().equals(name))
        .findFirst()
        .map(config -> made.computeIfAbsent(config, maker));
  }

  /** The names; the first is used where a request names none. */
  public List<String> names() {
    return settings.get().stream().map(AuthorityConfig::name).toList();
  }
}
