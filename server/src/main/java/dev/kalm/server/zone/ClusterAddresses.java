package dev.kalm.server.zone;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the validation zone goes: under which domain, and at which addresses its name servers are
 * reached.
 *
 * @param domain the cluster's domain without a trailing dot; empty as long as nobody has set it
 * @param addresses each becomes a name server of the zone: {@code ns}, {@code ns2} …
 */
public record ClusterAddresses(Optional<String> domain, List<InetAddress> addresses) {

  public ClusterAddresses {
    addresses = List.copyOf(addresses);
  }

  /** A name server of a zone: its name and the one address of each family that it has. */
  public record NameServerAddress(String name, List<InetAddress> addresses) {}

  /**
   * The name servers of {@code zone}: one for each IPv4 address, an IPv6 address joining the IPv4
   * address of its rank.
   */
  public List<NameServerAddress> nameServers(String zone) {
    List<InetAddress> v4 = addresses.stream().filter(Inet4Address.class::isInstance).toList();
    List<InetAddress> v6 =
        addresses.stream().filter(address -> !(address instanceof Inet4Address)).toList();
    List<NameServerAddress> servers = new ArrayList<>();
    for (int rank = 0; rank < Math.max(v4.size(), v6.size()); rank++) {
      List<InetAddress> own = new ArrayList<>();
      if (rank < v4.size()) {
        own.add(v4.get(rank));
      }
      if (rank < v6.size()) {
        own.add(v6.get(rank));
      }
      servers.add(new NameServerAddress((rank == 0 ? "ns." : "ns" + (rank + 1) + ".") + zone, own));
    }
    return servers;
  }
}
