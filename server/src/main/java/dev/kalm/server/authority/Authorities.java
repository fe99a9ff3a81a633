package dev.kalm.server.authority;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configured authorities by name, the default first. */
public final class Authorities {
  private final Map<String, Authority> byName = new LinkedHashMap<>();

  public Authorities(List<Authority> authorities) {
    authorities.forEach(authority -> byName.put(authority.name(), authority));
  }

  public Optional<Authority> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The names, in the configuration's order; the first is used where a request names none. */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }
}
