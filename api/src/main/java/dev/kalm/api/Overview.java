package dev.kalm.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether anything is going to break.
 *
 * @param counts certificates by status, every status named
 * @param total certificates
 * @param expiries the days of the next 90 on which installed versions end, in their order
 * @param attention what somebody should look at, the worst first, at most 50
 * @param attentionTotal how many there are
 * @param nextRenewals the next ones that start by themselves, at most five
 * @param delegations delegations by what was last seen of their CNAME, every status named
 */
public record Overview(
    Map<CertificateStatus, Integer> counts,
    int total,
    List<ExpiryDay> expiries,
    List<Attention> attention,
    int attentionTotal,
    List<PlannedRenewal> nextRenewals,
    Map<RecordStatus, Integer> delegations) {
  public Overview {
    counts = complete(CertificateStatus.class, counts);
    expiries = Json.listOf(expiries);
    attention = Json.listOf(attention);
    nextRenewals = Json.listOf(nextRenewals);
    delegations = complete(RecordStatus.class, delegations);
  }

  private static <K extends Enum<K>> Map<K, Integer> complete(
      Class<K> type, @Nullable Map<K, Integer> counts) {
    Map<K, Integer> complete = new EnumMap<>(type);
    for (K key : type.getEnumConstants()) {
      complete.put(key, counts == null ? 0 : counts.getOrDefault(key, 0));
    }
    return Collections.unmodifiableMap(complete);
  }

  /**
   * Installed versions that end on one day.
   *
   * @param date UTC
   * @param failing how many of them belong to a certificate that is failing
   */
  public record ExpiryDay(LocalDate date, int count, int failing) {}

  /** A renewal that is planned. */
  public record PlannedRenewal(String id, List<String> names, Instant renewAt) {
    public PlannedRenewal {
      names = Json.listOf(names);
    }
  }
}
