package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a certificate.
 *
 * @param names 1 to 100; a wildcard is {@code *.myapp.com}
 * @param authority a configured name; null is the first configured one
 * @param challenge null is dns-01 if any name is a wildcard, else http-01
 * @param keyType null is ec-p256
 * @param profile null is the CA's default
 * @param zone the validation zone that new delegations go to; null is the first one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CreateCertificate(
    List<String> names,
    @Nullable String authority,
    @Nullable ChallengeType challenge,
    @Nullable KeyType keyType,
    @Nullable String profile,
    @Nullable String zone) {
  public CreateCertificate {
    names = Json.listOf(names);
  }

  /** New delegations go to the first zone. */
  public CreateCertificate(
      List<String> names,
      @Nullable String authority,
      @Nullable ChallengeType challenge,
      @Nullable KeyType keyType,
      @Nullable String profile) {
    this(names, authority, challenge, keyType, profile, null);
  }

  /** These names, all else as the service chooses. */
  public static CreateCertificate of(String... names) {
    return new CreateCertificate(List.of(names), null, null, null, null, null);
  }
}
