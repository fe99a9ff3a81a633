package dev.kalm.api;

import java.util.List;

/**
 * The zone that the validation DNS server serves.
 *
 * @param name without a trailing dot
 * @param records what the user has to have in the parent zone: one NS for each name server, and its
 *     A and AAAA
 * @param serial the SOA's, an unsigned 32-bit number (RFC 1035 section 3.3.13)
 */
public record ValidationZone(
    String name,
    List<NameServer> nameServers,
    List<DnsRecord> records,
    ZoneStatus status,
    long serial) {
  public ValidationZone {
    nameServers = Json.listOf(nameServers);
    records = Json.listOf(records);
  }
}
