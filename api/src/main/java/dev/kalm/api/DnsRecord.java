package dev.kalm.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A DNS record that the user has to have at their provider, and what a look from outside found.
 *
 * @param type CNAME, NS, A, AAAA, CAA …
 * @param name owner name, without a trailing dot
 * @param value the record's data in presentation form (RFC 1035 section 5.1), names without a
 *     trailing dot
 * @param detail one sentence on what was found; null when there is nothing to say
 * @param cachedUntil until then a cache may show an old answer, although the provider has the right
 *     one; null when none is in the way
 * @param checkedAt when it was last looked at; null before the first look
 */
public record DnsRecord(
    String type,
    String name,
    String value,
    RecordStatus status,
    @Nullable String detail,
    @Nullable Instant cachedUntil,
    @Nullable Instant checkedAt) {

  /** One that nobody has looked at. */
  public DnsRecord(
      String type, String name, String value, RecordStatus status, @Nullable String detail) {
    this(type, name, value, status, detail, null, null);
  }
}
