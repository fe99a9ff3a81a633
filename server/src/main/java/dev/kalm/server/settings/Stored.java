package dev.kalm.server.settings;

import dev.kalm.server.config.AuthorityConfig;
import dev.kalm.server.zone.ClusterAddresses;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * The settings that are in the database.
 *
 * @param revision of the last change; 0 before the first
 * @param authorities in the order of their creation
 * @param defaultAuthority the name of the one that requests get that name none; empty: the first
 */
record Stored(
    long revision,
    Optional<ClusterAddresses> cluster,
    List<AuthorityConfig> authorities,
    Optional<String> defaultAuthority,
    List<InetSocketAddress> resolvers) {

  /** Before anything is read. */
  static final Stored NOTHING =
      new Stored(-1, Optional.empty(), List.of(), Optional.empty(), List.of());

  Stored {
    authorities = List.copyOf(authorities);
    resolvers = List.copyOf(resolvers);
  }
}
