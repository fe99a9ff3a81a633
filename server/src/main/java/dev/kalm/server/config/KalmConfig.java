package dev.kalm.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All that can be configured. What is absent of cluster, authorities and resolver is a setting in
 * the database, which an administrator changes while the service runs.
 *
 * @param data the folder of the database, the keys and the API's certificate
 * @param database absent: SQLite in the data folder
 * @param dns how the validation DNS server answers
 * @param authorities the first is the default
 * @param oidc absent: users sign in with passwords only
 */
public record KalmConfig(
    Path data,
    Optional<DatabaseConfig> database,
    Optional<ClusterConfig> cluster,
    ListenConfig listen,
    DnsConfig dns,
    List<AuthorityConfig> authorities,
    ResolverConfig resolver,
    RenewalConfig renewal,
    Optional<OidcConfig> oidc) {
  static final Path DEFAULT_DATA = Path.of("/var/lib/kalm");
}
