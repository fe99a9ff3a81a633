package dev.kalm.testnet;

import java.net.InetAddress;
import java.util.Optional;

/**
 * What a resolver or a zone checker in a box has to know beforehand.
 *
 * @param server the root's one name server, absolute
 * @param key whom to trust (RFC 4033 section 2), when the names of the box are signed
 */
public record RootHints(String server, InetAddress address, Optional<Key> key) {
  /**
   * The root's key.
   *
   * @param ds the data of its DS record: {@code "4428 13 2 e402…"}
   * @param dnskey the data of its DNSKEY record: {@code "257 3 13 ps3S…"}
   */
  public record Key(String ds, String dnskey) {}

  /** A hints file (RFC 1035 section 5). */
  public String text() {
    return ". 3600 NS %s\n%s 3600 A %s\n".formatted(server, server, address.getHostAddress());
  }
}
