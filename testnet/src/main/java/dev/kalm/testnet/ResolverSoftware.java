package dev.kalm.testnet;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How one resolver is set up: in the foreground, validating when there is a key to begin with,
 * asking from its own address, with caches as small as it allows, and without IPv6, which a box has
 * none of.
 */
sealed interface ResolverSoftware permits Unbound, KnotResolver, PowerDnsRecursor, Bind {

  /**
   * What it is to do.
   *
   * @param address its own, from which it asks
   * @param folder of its own
   * @param tcpOnly asks name servers over TCP only
   */
  record Setup(InetAddress address, Path folder, RootHints hints, boolean tcpOnly) {
    String ip() {
      return address.getHostAddress();
    }
  }

  String program();

  /** Where it answers, when this address is its own. */
  default InetSocketAddress listen(InetAddress own) {
    return new InetSocketAddress(own, AddressBlock.DNS);
  }

  /** The arguments behind the program's name. */
  List<String> arguments(Path folder);

  /** Files of its folder, by name. */
  Map<String, String> files(Setup setup);
}
