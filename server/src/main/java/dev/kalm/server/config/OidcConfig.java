package dev.kalm.server.config;

import dev.kalm.api.UserRole;
import java.net.URI;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The OpenID Connect provider through which people sign in.
 *
 * @param issuer exactly as the provider spells it (OpenID Connect Discovery 1.0 section 3)
 * @param name for the button on the sign-in page
 * @param trust PEM: the anchors for the provider's own certificate; absent: the JDK's
 */
public record OidcConfig(
    URI issuer, String name, Client client, Optional<String> trust, Roles roles) {

  /**
   * What Kalm is to the provider.
   *
   * @param secret absent: a public client, which PKCE alone protects
   * @param scopes asked for; openid is among them
   */
  public record Client(String id, Optional<String> secret, List<String> scopes) {
    @Override
    public String toString() {
      return "Client[id=%s, secret=%s, scopes=%s]"
          .formatted(id, secret.isPresent() ? "hidden" : "none", scopes);
    }
  }

  /**
   * Who may do what.
   *
   * @param fallback whoever is in none of the groups; empty: may not sign in
   * @param claim the claim of the ID token that lists a user's groups
   * @param groups by role; empty: an administrator gives the roles here, and signing in keeps them
   * @param operatorDomains what a new operator issues for
   */
  public record Roles(
      Optional<UserRole> fallback,
      String claim,
      Map<UserRole, List<String>> groups,
      List<String> operatorDomains) {

    /** The highest role of the groups; empty: may not sign in. */
    public Optional<UserRole> of(List<String> groupsOfUser) {
      for (UserRole role : List.of(UserRole.ADMINISTRATOR, UserRole.OPERATOR, UserRole.VIEWER)) {
        if (groups.getOrDefault(role, List.of()).stream().anyMatch(groupsOfUser::contains)) {
          return Optional.of(role);
        }
      }
      return fallback;
    }
  }

  static OidcConfig of(Section section) {
    URI issuer =
        section.required(
            "issuer",
            Parsers::httpsUrl,
            "the provider's issuer, for example https://login.mycompany.com",
            URI.create("https://localhost"));
    return new OidcConfig(
        issuer,
        section.optional("name", Parsers::text).orElseGet(issuer::getHost),
        client(section),
        section.path("trust", Parsers::certificates),
        roles(section));
  }

  private static Client client(Section section) {
    Set<String> scopes = new LinkedHashSet<>(List.of("openid"));
    scopes.addAll(section.list("scopes", Parsers::text).orElse(List.of("profile", "email")));
    return new Client(
        section.required("clientId", Parsers::text, "the id that the provider gave to Kalm", ""),
        section.secret("clientSecret"),
        List.copyOf(scopes));
  }

  private static Roles roles(Section section) {
    Section mapping = section.sectionOrEmpty("roles");
    Map<UserRole, List<String>> groups = new EnumMap<>(UserRole.class);
    for (UserRole role : UserRole.values()) {
      mapping.list(role.toString(), Parsers::text).ifPresent(list -> groups.put(role, list));
    }
    List<String> domains = section.list("operatorDomains", Parsers::domain).orElse(List.of());
    if (groups.containsKey(UserRole.OPERATOR) && domains.isEmpty()) {
      section.missing(
          "operatorDomains", "the domains that new operators issue for, for example [myapp.com]");
    }
    return new Roles(
        section.optional("defaultRole", OidcConfig::fallback).orElse(Optional.of(UserRole.VIEWER)),
        section.optional("rolesClaim", Parsers::text).orElse("groups"),
        Map.copyOf(groups),
        domains);
  }

  private static Optional<UserRole> fallback(String value) {
    return switch (value) {
      case "viewer" -> Optional.of(UserRole.VIEWER);
      case "none" -> Optional.empty();
      case String other -> throw new IllegalArgumentException("is not one of viewer and none");
    };
  }
}
