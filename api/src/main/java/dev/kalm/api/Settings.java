package dev.kalm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is set, and by whom.
 *
 * @param authorities the default first; at least one
 * @param oidc null: users sign in here only
 * @param missing what has to be set before certificates can be issued; empty when all is there
 */
public record Settings(
    ClusterSetting cluster,
    List<AuthoritySetting> authorities,
    ResolverSetting resolver,
    @Nullable OidcSetting oidc,
    List<MissingSetting> missing) {
  public Settings {
    authorities = Json.listOf(authorities);
    missing = Json.listOf(missing);
  }

  /**
   * Where the validation DNS server stands on the internet.
   *
   * @param domain below which validation zones are made; null until it is set
   * @param addresses the public addresses of port 53
   */
  public record ClusterSetting(
      @Nullable String domain, List<String> addresses, SettingSource source) {
    public ClusterSetting {
      addresses = Json.listOf(addresses);
    }
  }

  /**
   * Whom the service asks what the world sees.
   *
   * @param servers an address each, with a port where it is not 53; empty: the system's
   */
  public record ResolverSetting(List<String> servers, SettingSource source) {
    public ResolverSetting {
      servers = Json.listOf(servers);
    }
  }

  /**
   * An OpenID provider that users may sign in at.
   *
   * @param name for people
   */
  public record OidcSetting(String issuer, String name, String clientId, SettingSource source) {}
}
