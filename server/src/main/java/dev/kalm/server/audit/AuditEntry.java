package dev.kalm.server.audit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was done, before {@link AuditLog} adds who did it and when.
 *
 * @param action {@code noun.verb}, such as {@code certificate.renew}
 * @param targetName for people; what the target was called at that time
 * @param before what is different now, as it was; null where there was nothing
 * @param after as it is now; null where nothing is left
 */
public record AuditEntry(
    String action,
    String targetType,
    String targetId,
    String targetName,
    @Nullable Map<String, @Nullable Object> before,
    @Nullable Map<String, @Nullable Object> after) {
  private static final List<String> SECRETS =
      List.of("password", "secret", "token", "privatekey", "hmackey", "hash");

  /** An action on a target; add what changed with {@link #before} and {@link #after}. */
  public static AuditEntry of(
      String action, String targetType, String targetId, String targetName) {
    return new AuditEntry(action, targetType, targetId, targetName, null, null);
  }

  /** The same, with what was there before. */
  public AuditEntry before(Map<String, ? extends @Nullable Object> state) {
    return new AuditEntry(action, targetType, targetId, targetName, withoutSecrets(state), after);
  }

  /** The same, with what is there now. */
  public AuditEntry after(Map<String, ? extends @Nullable Object> state) {
    return new AuditEntry(action, targetType, targetId, targetName, before, withoutSecrets(state));
  }

  /** What a feature's author overlooked shall fail in its first test, not lie in the log. */
  private static Map<String, @Nullable Object> withoutSecrets(
      Map<String, ? extends @Nullable Object> state) {
    for (String field : state.keySet()) {
      if (SECRETS.contains(field.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "The audit log holds no secrets: leave out the field " + field + ".");
      }
    }
    return Collections.unmodifiableMap(new LinkedHashMap<String, @Nullable Object>(state));
  }
}
