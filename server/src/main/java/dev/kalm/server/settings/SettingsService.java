package dev.kalm.server.settings;

import dev.kalm.api.AuthoritySetting;
import dev.kalm.api.MissingSetting;
import dev.kalm.api.SetAuthority;
import dev.kalm.api.SetCluster;
import dev.kalm.api.SetResolver;
import dev.kalm.api.SettingSource;
import dev.kalm.api.Settings;
import dev.kalm.server.audit.AuditEntry;
import dev.kalm.server.audit.AuditLog;
import dev.kalm.server.certificate.CertificateStore;
import dev.kalm.server.config.AuthorityConfig;
import dev.kalm.server.config.AuthorityConfig.ExternalAccountBinding;
import dev.kalm.server.config.ResolverConfig;
import dev.kalm.server.database.Database;
import dev.kalm.server.database.Transaction;
import dev.kalm.server.settings.InEffect.SourcedAuthority;
import dev.kalm.server.zone.ClusterAddresses;
import dev.kalm.server.zone.ZoneService;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Shows the settings and changes them; a change counts on this node when the call returns. */
public final class SettingsService {
  static final int MOST_AUTHORITIES = 50;

  private final Database database;
  private final LiveSettings live;
  private final ZoneService zones;
  private final BiConsumer<Transaction, String> authoritySet;
  private final SigningIn signingIn;
  private final InstantSource clock;
  private final CertificateStore certificates = new CertificateStore();
  private final SettingsStore store;
  private final AuditLog audit;

  /**
   * Works on what this node follows.
   *
   * @param authoritySet called in the transaction that sets the authority of this name
   */
  public SettingsService(
      Database database,
      LiveSettings live,
      ZoneService zones,
      BiConsumer<Transaction, String> authoritySet,
      SigningIn signingIn,
      InstantSource clock) {
    this.database = database;
    this.live = live;
    this.zones = zones;
    this.authoritySet = authoritySet;
    this.signingIn = signingIn;
    this.clock = clock;
    this.store = live.store();
    this.audit = new AuditLog(clock);
  }

  /** The setting stands in the configuration, or is in use; the message says what to do. */
  public static final class ConflictException extends RuntimeException {
    ConflictException(String message) {
      super(message);
    }
  }

  /** There is no such setting; the message says which there are. */
  public static final class NotFoundException extends RuntimeException {
    NotFoundException(String message) {
      super(message);
    }
  }

  public Settings show() {
    live.follow();
    InEffect now = live.inEffect();
    Map<String, Integer> numbers = database.read(certificates::byAuthority);
    List<AuthoritySetting> authorities = new ArrayList<>();
    for (SourcedAuthority one : now.authorities()) {
      authorities.add(
          shown(one, authorities.isEmpty(), numbers.getOrDefault(one.config().name(), 0)));
    }
    return new Settings(
        new Settings.ClusterSetting(
            now.cluster().domain().orElse(null),
            texts(now.cluster().addresses()),
            now.clusterSource()),
        authorities,
        new Settings.ResolverSetting(
            now.resolvers().stream().map(ResolverConfig::text).toList(), now.resolverSource()),
        signingIn.oidc().get().orElse(null),
        missing(now));
  }

  private static AuthoritySetting shown(
      SourcedAuthority authority, boolean isDefault, int certificates) {
    AuthorityConfig config = authority.config();
    return new AuthoritySetting(
        config.name(),
        config.directory().toString(),
        config.email().orElse(null),
        config.termsOfServiceAgreed(),
        config.trust().isPresent(),
        config.trust().orElse(null),
        config.externalAccountBinding().map(ExternalAccountBinding::keyId).orElse(null),
        isDefault,
        authority.source(),
        certificates);
  }

  /** What has to be set before certificates can be issued. */
  public List<MissingSetting> missing() {
    return missing(live.inEffect());
  }

  private List<MissingSetting> missing(InEffect now) {
    List<MissingSetting> missing = new ArrayList<>();
    if (!signingIn.hasAdministrator().getAsBoolean()) {
      missing.add(MissingSetting.ADMINISTRATOR);
    }
    missing.addAll(now.missing());
    return missing;
  }

  /**
   * Sets the cluster's domain and addresses. Zones that there are keep their names; their name
   * servers get the new addresses.
   *
   * @throws Wishes.RefusedException if a value is not what it should be
   * @throws ConflictException if the configuration sets them
   */
  public Settings setCluster(SetCluster wish) {
    ClusterAddresses wanted = Wishes.cluster(wish);
    changed(transaction -> {
      Stored now = store.read(transaction.handle());
      refuseIfConfigured(
          live.inEffect(now).clusterSource(), "cluster.domain and cluster.addresses");
      store.saveCluster(transaction, wanted);
      record(transaction, "cluster", state(live.inEffect(now).cluster()), state(wanted));
      if (!live.inEffect(now).cluster().addresses().equals(wanted.addresses())) {
        zones.move(transaction, wanted);
      }
    });
    return show();
  }

  /**
   * Sets the resolvers.
   *
   * @throws Wishes.RefusedException if a value is not what it should be
   * @throws ConflictException if the configuration sets them
   */
  public Settings setResolver(SetResolver wish) {
    List<InetSocketAddress> wanted = Wishes.resolvers(wish);
    changed(transaction -> {
      Stored now = store.read(transaction.handle());
      refuseIfConfigured(live.inEffect(now).resolverSource(), "resolver.servers");
      store.saveResolvers(transaction, wanted);
      record(transaction, "resolver", resolverState(now.resolvers()), resolverState(wanted));
    });
    return show();
  }

  /**
   * Adds the authority, or changes all of it.
   *
   * @throws Wishes.RefusedException if a value is not what it should be
   * @throws ConflictException if the configuration sets it
   */
  public Settings setAuthority(String name, SetAuthority wish) {
    changed(transaction -> {
      Stored stored = store.read(transaction.handle());
      InEffect now = live.inEffect(stored);
      Optional<AuthorityConfig> before = now.authority(name).map(SourcedAuthority::config);
      AuthorityConfig wanted = Wishes.authority(name, wish, before);
      now.authority(name).ifPresent(one -> refuseIfConfigured(one, now));
      if (stored.authorities().size() >= MOST_AUTHORITIES && before.isEmpty()) {
        throw new ConflictException(
            "there are %d authorities already: delete one first".formatted(MOST_AUTHORITIES));
      }
      boolean isDefault = Boolean.TRUE.equals(wish.isDefault());
      SourcedAuthority first = now.authorities().getFirst();
      if (isDefault && first.source() == SettingSource.FILE) {
        throw new ConflictException(
            "the default authority is the configuration's first (authorities[0], %s): change their order there, then restart"
                .formatted(first.config().name()));
      }
      store.saveAuthority(transaction, wanted, isDefault, clock.instant());
      authoritySet.accept(transaction, name);
      audit.record(
          transaction,
          withBefore(
              AuditEntry.of("settings.authority", "authority", name, name)
                  .after(state(wanted, isDefault)),
              now.authority(name),
              first));
    });
    return show();
  }

  /**
   * Forgets the authority. Our account there stays known, for the day that it is set again.
   *
   * @throws NotFoundException if there is none of the name
   * @throws ConflictException if the configuration sets it, or certificates are of it
   */
  public Settings deleteAuthority(String name) {
    changed(transaction -> {
      InEffect now = live.inEffect(store.read(transaction.handle()));
      SourcedAuthority authority =
          now.authority(name)
              .orElseThrow(() ->
                  new NotFoundException(
                      "there is no authority %s: there are %s"
                          .formatted(name, String.join(", ", live.authorityNames()))));
      refuseIfConfigured(authority, now);
      int inUse = certificates.byAuthority(transaction.handle()).getOrDefault(name, 0);
      if (inUse > 0) {
        throw new ConflictException(
            "%d %s of the authority %s and would not be renewed without it: delete them first"
                .formatted(inUse, inUse == 1 ? "certificate is" : "certificates are", name));
      }
      if (authority.source() == SettingSource.BUILT_IN) {
        throw new ConflictException(
            "the authority %s comes with the program, and nothing of it is set".formatted(name));
      }
      store.deleteAuthority(transaction, name);
      audit.record(
          transaction,
          AuditEntry.of("settings.authority", "authority", name, name)
              .before(state(authority.config(), authority.equals(now.authorities().getFirst()))));
    });
    return show();
  }

  private void record(
      Transaction transaction, String what, Map<String, Object> before, Map<String, Object> after) {
    audit.record(
        transaction,
        AuditEntry.of("settings." + what, "settings", what, what).before(before).after(after));
  }

  private static AuditEntry withBefore(
      AuditEntry entry, Optional<SourcedAuthority> before, SourcedAuthority first) {
    return before
        .map(authority -> entry.before(state(authority.config(), authority.equals(first))))
        .orElse(entry);
  }

  private static Map<String, Object> state(ClusterAddresses cluster) {
    return Map.of("domain", cluster.domain().orElse(""), "addresses", texts(cluster.addresses()));
  }

  private static Map<String, Object> resolverState(List<InetSocketAddress> servers) {
    return Map.of("servers", servers.stream().map(ResolverConfig::text).toList());
  }

  /** Nothing secret is in it: of the external account binding only its identifier. */
  private static Map<String, Object> state(AuthorityConfig authority, boolean isDefault) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("directory", authority.directory().toString());
    authority.email().ifPresent(email -> state.put("email", email));
    state.put("termsOfServiceAgreed", authority.termsOfServiceAgreed());
    state.put("trust", authority.trust().isPresent());
    authority
        .externalAccountBinding()
        .ifPresent(binding -> state.put("externalAccountKeyId", binding.keyId()));
    state.put("default", isDefault);
    return state;
  }

  private static List<String> texts(List<InetAddress> addresses) {
    return addresses.stream().map(InetAddress::getHostAddress).toList();
  }

  @FunctionalInterface
  private interface Change {
    void in(Transaction transaction);
  }

  /** What follows the zones after the commit finds the settings that it needs. */
  private void changed(Change change) {
    database.useTransaction(transaction -> {
      transaction.afterCommit(live::follow);
      change.in(transaction);
    });
  }

  private static void refuseIfConfigured(SourcedAuthority authority, InEffect now) {
    refuseIfConfigured(
        authority.source(), "authorities[%d]".formatted(now.authorities().indexOf(authority)));
  }

  private static void refuseIfConfigured(SettingSource source, String keys) {
    if (source == SettingSource.FILE) {
      throw new ConflictException(
          "%s set in this server's configuration (kalm.yaml or a KALM_… variable), which goes before what is set here: change it there, or remove it from there, then restart"
              .formatted(keys.contains(" and ") ? keys + " are" : keys + " is"));
    }
  }
}
