package dev.kalm.server.zone;

import dev.kalm.api.DnsRecord;
import dev.kalm.api.RecordStatus;
import dev.kalm.server.check.RecordCheck;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checked records as the REST API shows them. */
public final class ZoneRecords {
  private ZoneRecords() {}

  public static List<DnsRecord> of(List<RecordCheck> checks, @Nullable Instant checkedAt) {
    return checks.stream()
        .map(check ->
            new DnsRecord(
                check.type(),
                check.name(),
                check.value(),
                status(check.status()),
                check.detail(),
                null,
                checkedAt))
        .toList();
  }

  /** Those without which a CA cannot validate: a DS record only where it is wrong. */
  public static List<DnsRecord> needed(List<RecordCheck> checks, @Nullable Instant checkedAt) {
    return of(
        checks.stream()
            .filter(check -> !check.type().equals("DS") || check.stopsIssuance())
            .toList(),
        checkedAt);
  }

  /** The CNAME that the user has to have for the delegation, as last seen. */
  public static DnsRecord cname(Delegation delegation) {
    return new DnsRecord(
        "CNAME",
        delegation.challengeName(),
        delegation.target(),
        status(delegation.status()),
        delegation.checkedAt() == null ? "not looked at yet" : delegation.detail(),
        delegation.cachedUntil(),
        delegation.checkedAt());
  }

  private static RecordStatus status(dev.kalm.server.check.RecordStatus seen) {
    return switch (seen) {
      case OK -> RecordStatus.OK;
      case MISSING -> RecordStatus.MISSING;
      case WRONG -> RecordStatus.WRONG;
      case UNKNOWN -> RecordStatus.UNKNOWN;
    };
  }
}
