package dev.kalm.server.settings;

import dev.kalm.api.MissingSetting;
import dev.kalm.api.SettingSource;
import dev.kalm.server.config.AuthorityConfig;
import dev.kalm.server.config.KalmConfig;
import dev.kalm.server.zone.ClusterAddresses;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings that count: what the configuration sets, and from the database what it leaves open.
 *
 * @param authorities at least one, the default first
 */
record InEffect(
    ClusterAddresses cluster,
    SettingSource clusterSource,
    List<SourcedAuthority> authorities,
    List<InetSocketAddress> resolvers,
    SettingSource resolverSource) {

  /** An authority, and who has set it. */
  record SourcedAuthority(AuthorityConfig config, SettingSource source) {}

  static InEffect of(KalmConfig config, Stored stored) {
    boolean ownResolvers = !config.resolver().servers().isEmpty();
    return new InEffect(
        cluster(config, stored),
        config.cluster().isPresent()
            ? SettingSource.FILE
            : stored.cluster().isPresent() ? SettingSource.DATABASE : SettingSource.NONE,
        authorities(config, stored),
        ownResolvers ? config.resolver().servers() : stored.resolvers(),
        ownResolvers
            ? SettingSource.FILE
            : stored.resolvers().isEmpty() ? SettingSource.NONE : SettingSource.DATABASE);
  }

  private static ClusterAddresses cluster(KalmConfig config, Stored stored) {
    return config
        .cluster()
        .map(section -> new ClusterAddresses(Optional.of(section.domain()), section.addresses()))
        .or(stored::cluster)
        .orElseGet(() -> new ClusterAddresses(Optional.empty(), List.of()));
  }

  private static List<SourcedAuthority> authorities(KalmConfig config, Stored stored) {
    List<SourcedAuthority> all = new ArrayList<>();
    config
        .authorities()
        .forEach(authority -> all.add(new SourcedAuthority(authority, SettingSource.FILE)));
    byDefaultFirst(stored)
        .filter(authority -> all.stream().noneMatch(other -> isNamed(other, authority.name())))
        .forEach(authority -> all.add(new SourcedAuthority(authority, SettingSource.DATABASE)));
    if (config.authorities().isEmpty()
        && all.stream().noneMatch(other -> isNamed(other, AuthorityConfig.BUILT_IN.name()))) {
      all.add(new SourcedAuthority(AuthorityConfig.BUILT_IN, SettingSource.BUILT_IN));
    }
    return List.copyOf(all);
  }

  private static Stream<AuthorityConfig> byDefaultFirst(Stored stored) {
    Optional<String> first = stored.defaultAuthority();
    return Stream.concat(
        stored.authorities().stream().filter(one -> first.equals(Optional.of(one.name()))),
        stored.authorities().stream().filter(one -> !first.equals(Optional.of(one.name()))));
  }

  private static boolean isNamed(SourcedAuthority authority, String name) {
    return authority.config().name().equals(name);
  }

  /** What of these is needed before certificates can be issued. */
  List<MissingSetting> missing() {
    List<MissingSetting> missing = new ArrayList<>();
    if (cluster.domain().isEmpty() || cluster.addresses().isEmpty()) {
      missing.add(MissingSetting.CLUSTER);
    }
    boolean usable =
        authorities.stream()
            .map(SourcedAuthority::config)
            .anyMatch(config -> config.termsOfServiceAgreed() || config.trust().isPresent());
    if (!usable) {
      missing.add(MissingSetting.AUTHORITY);
    }
    return missing;
  }

  Optional<SourcedAuthority> authority(String name) {
    return authorities.stream().filter(one -> isNamed(one, name)).findFirst();
  }
}
