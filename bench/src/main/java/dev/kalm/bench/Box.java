package dev.kalm.bench;

import dev.kalm.api.DnsRecord;
import dev.kalm.testnet.Testnet;
import dev.kalm.testnet.Zone;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What every peer is set up with.
 *
 * @param domains the zone at the DNS provider that holds all names to certify
 * @param cluster the zone at the DNS provider that Kalm's validation zone is below
 */
record Box(Testnet testnet, Zone domains, Zone cluster, DnsPanel panel) {
  /** The loopback address with this last byte; 5 to 9 are nobody else's. */
  InetAddress address(int host) throws IOException {
    byte[] bytes = testnet.kalmAddress().getAddress();
    bytes[3] = (byte) host;
    return InetAddress.getByAddress(bytes);
  }

  /** For a peer's configuration, state and output; it goes when the testnet does. */
  Path folder(String peer) throws IOException {
    return Files.createDirectories(testnet.folder().resolve("bench").resolve(peer));
  }

  TimedShell shell(Path folder) throws IOException {
    return new TimedShell(testnet.trustAnchor(), folder.resolve("output.log"));
  }

  /** Does what Kalm asks its user for. */
  void add(Zone zone, List<DnsRecord> records) {
    records.forEach(record -> zone.add(record.type(), record.name(), record.value()));
  }
}
