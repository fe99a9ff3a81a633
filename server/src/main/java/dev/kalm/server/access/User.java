package dev.kalm.server.access;

import dev.kalm.api.UserRole;
import dev.kalm.api.UserSource;
import dev.kalm.server.http.Caller;
import dev.kalm.server.http.Role;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person who may sign in.
 *
 * @param username lower case
 * @param profile what an administrator may change
 * @param source who vouches for them
 * @param lastSignInAt null: never yet
 */
record User(
    String id,
    String username,
    Profile profile,
    UserSource source,
    Instant createdAt,
    @Nullable Instant lastSignInAt) {

  /**
   * What an administrator may change.
   *
   * @param domains an operator's; each with everything below it
   */
  record Profile(String displayName, UserRole role, List<String> domains, boolean disabled) {
    Profile {
      domains = List.copyOf(domains);
    }

    boolean administers() {
      return role == UserRole.ADMINISTRATOR && !disabled;
    }

    /** For the audit log. */
    Map<String, @Nullable Object> state() {
      Map<String, @Nullable Object> state = new LinkedHashMap<>();
      state.put("displayName", displayName);
      state.put("role", role.toString());
      state.put("domains", domains);
      state.put("disabled", disabled);
      return state;
    }
  }

  User with(Profile changed) {
    return new User(id, username, changed, source, createdAt, lastSignInAt);
  }

  User signedInAt(Instant now) {
    return new User(id, username, profile, source, createdAt, now);
  }

  Caller caller(String from) {
    return new Caller(
        Caller.Kind.USER,
        id,
        username,
        Role.valueOf(profile.role.name()),
        profile.domains,
        Optional.empty(),
        from);
  }

  dev.kalm.api.User shown() {
    return new dev.kalm.api.User(
        id,
        username,
        profile.displayName,
        profile.role,
        profile.domains,
        source,
        profile.disabled,
        createdAt,
        lastSignInAt);
  }
}
