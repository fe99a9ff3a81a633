package dev.kalm.server.settings;

import dev.kalm.server.config.AuthorityConfig;
import dev.kalm.server.config.AuthorityConfig.ExternalAccountBinding;
import dev.kalm.server.config.ClusterConfig;
import dev.kalm.server.config.ResolverConfig;
import dev.kalm.server.database.Transaction;
import dev.kalm.server.key.Sealer;
import dev.kalm.server.zone.ClusterAddresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Settings in the database. The keys of external account bindings are sealed. */
final class SettingsStore {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The channel on which every change is announced. */
  static final String CHANGES = "kalm_settings";

  private static final String CLUSTER = "cluster";
  private static final String RESOLVER = "resolver";

  private final Sealer sealer;

  SettingsStore(Sealer sealer) {
    this.sealer = sealer;
  }

  private record ClusterJson(@Nullable String domain, List<String> addresses) {}

  private record ResolverJson(List<String> servers) {}

  long revision(Handle handle) {
    return handle
        .createQuery("SELECT revision FROM settings_revision WHERE id = 1")
        .mapTo(Long.class)
        .one();
  }

  Stored read(Handle handle) {
    return new Stored(
        revision(handle),
        value(handle, CLUSTER).map(SettingsStore::cluster),
        authorities(handle),
        handle
            .createQuery("SELECT name FROM authority WHERE is_default = :yes ORDER BY created_at")
            .bind("yes", true)
            .mapTo(String.class)
            .findFirst(),
        value(handle, RESOLVER).map(SettingsStore::resolvers).orElse(List.of()));
  }

  void saveCluster(Transaction transaction, ClusterAddresses cluster) {
    save(
        transaction,
        CLUSTER,
        new ClusterJson(
            cluster.domain().orElse(null),
            cluster.addresses().stream().map(InetAddress::getHostAddress).toList()));
  }

  void saveResolvers(Transaction transaction, List<InetSocketAddress> servers) {
    save(
        transaction,
        RESOLVER,
        new ResolverJson(servers.stream().map(ResolverConfig::text).toList()));
  }

  /** Adds the authority, or changes the one of its name. */
  void saveAuthority(
      Transaction transaction, AuthorityConfig authority, boolean isDefault, Instant now) {
    if (isDefault) {
      transaction
          .handle()
          .createUpdate("UPDATE authority SET is_default = :no")
          .bind("no", false)
          .execute();
    }
    Optional<ExternalAccountBinding> binding = authority.externalAccountBinding();
    transaction
        .handle()
        .createUpdate(
            "INSERT INTO authority (name, directory, email, terms_agreed, trust, eab_key_id, eab_key_sealed, is_default, created_at)"
                + " VALUES (:name, :directory, :email, :agreed, :trust, :keyId, :key, :default, :now)"
                + " ON CONFLICT (name) DO UPDATE SET directory = :directory, email = :email, terms_agreed = :agreed, trust = :trust,"
                + " eab_key_id = :keyId, eab_key_sealed = :key, is_default = :default")
        .bind("name", authority.name())
        .bind("directory", authority.directory().toString())
        .bind("email", authority.email().orElse(null))
        .bind("agreed", authority.termsOfServiceAgreed())
        .bind("trust", authority.trust().orElse(null))
        .bind("keyId", binding.map(ExternalAccountBinding::keyId).orElse(null))
        .bind("key", binding.map(given -> sealed(authority.name(), given)).orElse(null))
        .bind("default", isDefault)
        .bind("now", now.toEpochMilli())
        .execute();
    changed(transaction);
  }

  void deleteAuthority(Transaction transaction, String name) {
    transaction
        .handle()
        .createUpdate("DELETE FROM authority WHERE name = :name")
        .bind("name", name)
        .execute();
    changed(transaction);
  }

  private List<AuthorityConfig> authorities(Handle handle) {
    RowMapper<AuthorityConfig> authority =
        (row, context) -> {
          String name = row.getString("name");
          byte[] key = row.getBytes("eab_key_sealed");
          String keyId = row.getString("eab_key_id");
          return new AuthorityConfig(
              name,
              URI.create(row.getString("directory")),
              Optional.ofNullable(row.getString("email")),
              row.getBoolean("terms_agreed"),
              Optional.ofNullable(row.getString("trust")),
              key == null || keyId == null
                  ? Optional.empty()
                  : Optional.of(
                      new ExternalAccountBinding(
                          keyId,
                          new String(
                              sealer.unseal(key, context(name)), StandardCharsets.US_ASCII))));
        };
    return handle
        .createQuery(
            "SELECT name, directory, email, terms_agreed, trust, eab_key_id, eab_key_sealed FROM authority ORDER BY created_at, name")
        .map(authority)
        .list();
  }

  private byte[] sealed(String authority, ExternalAccountBinding binding) {
    return sealer.seal(binding.hmacKey().getBytes(StandardCharsets.US_ASCII), context(authority));
  }

  /** The place that a sealed key is bound to. */
  private static String context(String authority) {
    return "authority:" + authority;
  }

  private static Optional<String> value(Handle handle, String name) {
    return handle
        .createQuery("SELECT value FROM setting WHERE name = :name")
        .bind("name", name)
        .mapTo(String.class)
        .findOne();
  }

  private static void save(Transaction transaction, String name, Object value) {
    transaction
        .handle()
        .createUpdate(
            "INSERT INTO setting (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = :value")
        .bind("name", name)
        .bind("value", JSON.writeValueAsString(value))
        .execute();
    changed(transaction);
  }

  private static void changed(Transaction transaction) {
    transaction
        .handle()
        .createUpdate("UPDATE settings_revision SET revision = revision + 1 WHERE id = 1")
        .execute();
    transaction.announce(CHANGES);
  }

  private static ClusterAddresses cluster(String json) {
    ClusterJson stored = JSON.readValue(json, ClusterJson.class);
    return new ClusterAddresses(
        Optional.ofNullable(stored.domain()),
        stored.addresses().stream().map(ClusterConfig::address).toList());
  }

  private static List<InetSocketAddress> resolvers(String json) {
    return JSON.readValue(json, ResolverJson.class).servers().stream()
        .map(ResolverConfig::server)
        .toList();
  }
}
