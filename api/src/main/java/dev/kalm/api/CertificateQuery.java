package dev.kalm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which certificates are wanted, and in which order; what is null or empty asks for nothing in
 * particular.
 *
 * @param search a part of any name, as a person types it: any case, U-labels or A-labels
 * @param statuses any of these
 */
public record CertificateQuery(
    @Nullable String search,
    List<CertificateStatus> statuses,
    @Nullable ChallengeType challenge,
    @Nullable String authority,
    @Nullable CertificateSort sort,
    @Nullable SortOrder order) {
  /** All of them, the oldest first. */
  public static final CertificateQuery ALL =
      new CertificateQuery(null, List.of(), null, null, null, null);

  public CertificateQuery {
    statuses = List.copyOf(statuses);
  }
}
