package dev.kalm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A zone that the validation DNS server serves.
 *
 * @param name without a trailing dot
 * @param records what the user has to have in the parent zone: one NS for each name server, its A
 *     and AAAA, and a DS for each key of a signed zone that the parent has to know
 * @param serial the SOA's, an unsigned 32-bit number (RFC 1035 section 3.3.13)
 * @param signing null when the zone is not signed
 */
public record ValidationZone(
    String name,
    List<NameServer> nameServers,
    List<DnsRecord> records,
    ZoneStatus status,
    long serial,
    @Nullable Signing signing) {
  public ValidationZone {
    nameServers = Json.listOf(nameServers);
    records = Json.listOf(records);
  }
}
