package dev.kalm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a name's DNS records are kept.
 *
 * @param name as asked for, lower case, without a trailing dot
 * @param zone the apex of the zone that holds it; null when none was found
 * @param host the name relative to the zone, which many DNS panels want; {@code @} for the apex;
 *     null without a zone
 * @param nameServers the zone's, without trailing dots
 * @param provider who runs them; null when they are not known
 */
public record DnsHosting(
    String name,
    @Nullable String zone,
    @Nullable String host,
    List<String> nameServers,
    @Nullable DnsProvider provider) {
  public DnsHosting {
    nameServers = Json.listOf(nameServers);
  }
}
