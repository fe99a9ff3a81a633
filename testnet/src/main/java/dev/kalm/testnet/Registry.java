package dev.kalm.testnet;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The root and the top-level domains, where names are registered: delegated to the provider's
 * server.
 */
final class Registry {
  private static final List<String> FIRST_TLDS = List.of("com.", "org.", "net.", "io.", "dev.");
  private static final String ROOT_SERVER = "root-server.";
  private static final String TLD_SERVER = "tld-server.";

  private final NameServer server;
  private final @Nullable ZoneSigner signer;
  private ZoneFile root;
  private final Map<String, ZoneFile> tlds = new TreeMap<>();

  /**
   * @param signer signs root and TLDs, or null
   */
  Registry(InetAddress address, Path folder, @Nullable ZoneSigner signer) {
    this.signer = signer;
    server = new NameServer("NSD (root and TLDs)", address, folder, signer);
    root = new ZoneFile(".", ROOT_SERVER).set("A", ROOT_SERVER, List.of(address.getHostAddress()));
    for (String tld : FIRST_TLDS) {
      root.delegate(tld, TLD_SERVER, address);
      tlds.put(tld, new ZoneFile(tld, TLD_SERVER));
    }
  }

  synchronized void start() {
    tlds.keySet().forEach(tld -> vouch(root, tld));
    List<ZoneFile> zones = new ArrayList<>(List.of(root));
    zones.addAll(tlds.values());
    server.start(zones);
  }

  synchronized void stop() {
    server.stop();
  }

  /** What a resolver in this box knows beforehand. */
  RootHints hints() {
    return new RootHints(
        ROOT_SERVER,
        server.address(),
        signer == null
            ? Optional.empty()
            : Optional.of(new RootHints.Key(signer.ds("."), signer.dnskey("."))));
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
    vouch(changed, domain);
    server.publish(changed);
    tlds.put(tld, changed);
    if (present == null) {
      ZoneFile changedRoot = root.copy().delegate(tld, TLD_SERVER, server.address());
      vouch(changedRoot, tld);
      server.publish(changedRoot);
      root = changedRoot;
    }
  }

  private void vouch(ZoneFile parent, String child) {
    if (signer != null) {
      parent.set("DS", child, List.of(signer.ds(child)));
    }
  }
}
