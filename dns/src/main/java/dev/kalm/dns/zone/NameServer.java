package dev.kalm.dns.zone;

import dev.kalm.dns.message.Name;
import java.net.InetAddress;
import java.util.List;

/**
 * One name server of a zone. Its addresses are answered with authority when its name is in the
 * zone.
 *
 * @param name usually {@code ns.<zone>}
 * @param addresses IPv4 and IPv6; none for a name outside the zone
 */
public record NameServer(Name name, List<InetAddress> addresses) {

  public NameServer {
    addresses = List.copyOf(addresses);
  }
}
