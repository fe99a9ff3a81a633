package dev.kalm.server.certificate;

import dev.kalm.api.ChallengeType;
import dev.kalm.server.key.KeyType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A managed certificate: what the user asked for.
 *
 * @param id a UUID
 * @param names normalised, in the order asked for
 * @param authority the authority's name in the configuration
 * @param renewAt when the next issuance starts by itself; null before the first version
 * @param createdBy the name of who asked for it, where that is known
 */
public record Certificate(
    String id,
    List<String> names,
    String authority,
    ChallengeType challenge,
    KeyType keyType,
    Optional<String> profile,
    Instant createdAt,
    @Nullable Instant renewAt,
    Optional<String> createdBy) {

  public Certificate {
    names = List.copyOf(names);
  }

  /** What was asked for, for the audit log. */
  Map<String, @Nullable Object> state() {
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    state.put("names", names);
    state.put("authority", authority);
    state.put("challenge", challenge.toString());
    state.put("keyType", keyType.id());
    state.put("profile", profile.orElse(null));
    return state;
  }

  /** The base domains that are validated for it. */
  public List<String> domains() {
    return CertificateNames.domains(names);
  }
}
