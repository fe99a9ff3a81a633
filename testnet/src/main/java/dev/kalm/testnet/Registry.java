package dev.kalm.testnet;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The root and the top-level domains, where names are registered: delegated to the provider's
 * server.
 */
final class Registry {
  private static final List<String> FIRST_TLDS = List.of("com.", "org.", "net.", "io.", "dev.");
  private static final String ROOT_SERVER = "root-server.";
  private static final String TLD_SERVER = "tld-server.";

  private final NameServer server;
  private ZoneFile root;
  private final Map<String, ZoneFile> tlds = new TreeMap<>();

  Registry(InetAddress address, Path folder) {
    server = new NameServer("NSD (root and TLDs)", address, folder);
    root = new ZoneFile(".", ROOT_SERVER).set("A", ROOT_SERVER, List.of(address.getHostAddress()));
    for (String tld : FIRST_TLDS) {
      root.delegate(tld, TLD_SERVER, address);
      tlds.put(tld, new ZoneFile(tld, TLD_SERVER));
    }
  }

  synchronized void start() {
    List<ZoneFile> zones = new ArrayList<>(List.of(root));
    zones.addAll(tlds.values());
    server.start(zones);
  }

  synchronized void stop() {
    server.stop();
  }

  /** The root hints of a resolver in this box. */
  String hints() {
    return ". 3600 NS "
        + ROOT_SERVER
        + "\n"
        + ROOT_SERVER
        + " 3600 A "
        + server.address().getHostAddress()
        + "\n";
  }

  /**
   * Puts NS and glue for this domain, such as "myapp.com.", into its TLD; a new TLD goes into the
   * root first.
   */
  synchronized void register(String domain, String nameServer, InetAddress address) {
    String tld = domain.substring(domain.lastIndexOf('.', domain.length() - 2) + 1);
    ZoneFile present = tlds.get(tld);
    ZoneFile changed =
        (present == null ? new ZoneFile(tld, TLD_SERVER) : present.copy())
            .delegate(domain, nameServer, address);
    server.publish(changed);
    tlds.put(tld, changed);
    if (present == null) {
      ZoneFile changedRoot = root.copy().delegate(tld, TLD_SERVER, server.address());
      server.publish(changedRoot);
      root = changedRoot;
    }
  }
}
