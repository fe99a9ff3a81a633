package dev.kalm.server.zone;

import dev.kalm.server.check.RecordCheck;
import dev.kalm.server.check.RecordStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One domain's place in the validation zone. It belongs to the domain and outlives certificates.
 *
 * @param id the label below the zone's apex
 * @param zone the zone's name
 * @param domain the base domain, which a wildcard and its apex share: {@code myapp.com}
 * @param cachedUntil until then a cache may show the old answer that the last look found, although
 *     the provider has the right one
 */
public record Delegation(
    UUID id,
    UUID zoneId,
    String zone,
    String domain,
    Instant createdAt,
    @Nullable Instant checkedAt,
    RecordStatus status,
    String detail,
    @Nullable Instant cachedUntil) {

  /** The name that the CA asks for: {@code _acme-challenge.myapp.com} (RFC 8555 section 8.4). */
  public String challengeName() {
    return "_acme-challenge." + domain;
  }

  /** What the CNAME at {@link #challengeName} points to. */
  public String target() {
    return id + "." + zone;
  }

  /** What the last look found. */
  public RecordCheck lastCheck() {
    return new RecordCheck("CNAME", challengeName(), target(), status, detail);
  }
}
