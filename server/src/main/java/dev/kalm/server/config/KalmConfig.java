package dev.kalm.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All that can be configured.
 *
 * @param data the folder of the database, the keys and the API's certificate
 * @param database absent: SQLite in the data folder
 * @param cluster absent: no validation zone, and so no wildcard certificates
 * @param dns how the validation DNS server answers
 * @param authorities at least one; the first is the default
 */
public record KalmConfig(
    Path data,
    Optional<DatabaseConfig> database,
    Optional<ClusterConfig> cluster,
    ListenConfig listen,
    DnsConfig dns,
    List<AuthorityConfig> authorities,
    ResolverConfig resolver,
    RenewalConfig renewal) {
  static final Path DEFAULT_DATA = Path.of("/var/lib/kalm");
}
