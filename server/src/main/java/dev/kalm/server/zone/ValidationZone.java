package dev.kalm.server.zone;

import dev.kalm.server.check.RecordCheck;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A zone that the validation DNS server serves.
 *
 * @param name without a trailing dot: {@code acme-d985e9.mycluster.com}
 * @param serial the number of its latest change, and its SOA serial (RFC 1982 on the wire)
 * @param checks what its NS and address records at the parent looked like at {@code checkedAt}
 */
public record ValidationZone(
    UUID id,
    String name,
    long serial,
    Instant createdAt,
    @Nullable Instant checkedAt,
    List<RecordCheck> checks) {

  public ValidationZone {
    checks = List.copyOf(checks);
  }

  /** The domain right above it: {@code mycluster.com}. */
  public String domain() {
    return name.substring(name.indexOf('.') + 1);
  }
}
