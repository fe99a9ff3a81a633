package dev.kalm.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every route of the API: whom it is for, how it is asked, and what the audit log says of it. The
 * one place to add a line for a new route.
 */
final class RouteTable {
  /** Whom a route is for. */
  enum For {
    /** Everybody. */
    ANYBODY,
    /** People with a session. */
    USERS,
    /** Everybody who has signed in, and tokens but those for a download. */
    READERS,
    /** Readers, and the token that may download the very certificate that the path names. */
    READERS_OF_THE_CERTIFICATE,
    /** Who issues for its domains, and the token that may download it. */
    DOWNLOADERS,
    /** Administrators, and who issues for the domains concerned. */
    ISSUERS,
    /** Whoever issues for any domain: what is not theirs is refused in the answer, one by one. */
    ISSUERS_OF_SOME,
    ADMINISTRATORS
  }

  /**
   * A route.
   *
   * @param body where {@code DOMAIN} stands for the domain concerned, {@code UNIQUE} for what was
   *     never there before and {@code KNOWN} for a certificate's id; empty: none
   * @param query what the route needs behind its path
   * @param action what the audit log calls it; empty: it changes nothing
   * @param isAnswered whether it can succeed where no CA and no other server answers
   */
  record Row(
      String route,
      For whom,
      Map<String, Object> body,
      String query,
      Optional<String> action,
      boolean isAnswered) {
    private Row with(Map<String, Object> newBody) {
      return new Row(route, whom, newBody, query, action, isAnswered);
    }

    private Row asking(String newQuery) {
      return new Row(route, whom, body, newQuery, action, isAnswered);
    }

    private Row audited(String newAction) {
      return new Row(route, whom, body, query, Optional.of(newAction), isAnswered);
    }

    private Row unanswered() {
      return new Row(route, whom, body, query, action, false);
    }

    String method() {
      return route.substring(0, route.indexOf(' '));
    }

    String path() {
      return route.substring(route.indexOf(' ') + 1);
    }
  }

  private static final List<Row> ROWS =
      List.of(
          row("GET /certificates", For.READERS),
          row("POST /certificates", For.ISSUERS)
              .with(Map.of("names", List.of("www.DOMAIN")))
              .audited("certificate.create"),
          row("GET /certificates/{id}", For.READERS_OF_THE_CERTIFICATE),
          row("DELETE /certificates/{id}", For.ISSUERS).audited("certificate.delete"),
          row("POST /certificates/{id}/renew", For.ISSUERS).audited("certificate.renew"),
          row("POST /certificates/{id}/revoke", For.ISSUERS)
              .audited("certificate.revoke")
              .unanswered(),
          row("GET /certificates/{id}/export", For.DOWNLOADERS).audited("certificate.download"),
          row("POST /certificates/{id}/export/pkcs12", For.DOWNLOADERS)
              .with(Map.of("password", "a secret of the test"))
              .audited("certificate.download"),
          row("POST /certificates/preview", For.READERS)
              .with(Map.of("names", List.of("www.DOMAIN"))),
          row("POST /certificates/renew", For.ISSUERS_OF_SOME)
              .with(Map.of("ids", List.of("KNOWN")))
              .audited("certificate.renew"),
          row("GET /certificates/{id}/issuances", For.READERS),
          row("GET /certificates/{id}/versions", For.READERS),
          row("GET /certificates/{id}/flow", For.READERS),
          row("GET /certificates/{id}/stream", For.READERS),
          row("GET /overview", For.READERS),
          row("GET /stream", For.READERS),
          row("GET /dns-hosting", For.READERS).asking("?name=www.DOMAIN").unanswered(),
          row("GET /zones", For.READERS),
          row("GET /zone", For.READERS),
          row("POST /zone", For.ADMINISTRATORS)
              .with(Map.of("domain", "of-its-own.org"))
              .audited("zone.create"),
          row("POST /zone/check", For.READERS),
          row("POST /zone/sign", For.ADMINISTRATORS).audited("zone.sign"),
          row("POST /zone/rollover", For.ADMINISTRATORS).audited("zone.rollover").unanswered(),
          row("POST /zone/unsign", For.ADMINISTRATORS).audited("zone.unsign").unanswered(),
          row("GET /zone/log", For.READERS),
          row("GET /delegations", For.READERS),
          row("GET /delegations/{domain}", For.READERS),
          row("POST /delegations/{domain}/check", For.READERS),
          row("GET /zone/stream", For.READERS),
          row("GET /health", For.ANYBODY),
          row("GET /openapi.json", For.ANYBODY),
          row("GET /session", For.ANYBODY),
          row("POST /session", For.ANYBODY)
              .with(Map.of("username", "nobody", "password", "wrong"))
              .unanswered(),
          row("POST /session/link", For.ANYBODY).with(Map.of("token", "wrong")).unanswered(),
          row("PUT /session/password", For.USERS)
              .with(Map.of("current", "wrong", "password", "a new password of theirs"))
              .unanswered(),
          row("POST /session/links", For.ADMINISTRATORS).audited("session.link"),
          row("POST /setup", For.ANYBODY)
              .with(Map.of("token", "wrong", "username", "eve", "password", "a password of eve's"))
              .unanswered(),
          row("GET /oidc/start", For.ANYBODY),
          row("GET /oidc/callback", For.ANYBODY).unanswered(),
          row("GET /users", For.ADMINISTRATORS),
          row("POST /users", For.ADMINISTRATORS)
              .with(
                  Map.of(
                      "username", "new-UNIQUE",
                      "password", "a secret of the test",
                      "role", "viewer"))
              .audited("user.create"),
          row("PUT /users/{id}", For.ADMINISTRATORS)
              .with(
                  Map.of(
                      "displayName",
                      "Other",
                      "role",
                      "operator",
                      "domains",
                      List.of("DOMAIN"),
                      "disabled",
                      false))
              .audited("user.update"),
          row("PUT /users/{id}/password", For.ADMINISTRATORS)
              .with(Map.of("password", "another secret of the test"))
              .audited("user.password"),
          row("DELETE /users/{id}", For.ADMINISTRATORS).audited("user.delete"),
          row("GET /tokens", For.ADMINISTRATORS),
          row("POST /tokens", For.ADMINISTRATORS)
              .with(Map.of("name", "ci", "scope", "issue", "domains", List.of("DOMAIN")))
              .audited("token.create"),
          row("DELETE /tokens/{id}", For.ADMINISTRATORS).audited("token.revoke"),
          row("GET /audit", For.ADMINISTRATORS),
          row("GET /settings", For.READERS),
          // The configuration of the test's server sets these two.
          row("PUT /settings/cluster", For.ADMINISTRATORS)
              .with(Map.of("domain", "other.com", "addresses", List.of("192.0.2.1")))
              .unanswered(),
          row("PUT /settings/resolver", For.ADMINISTRATORS)
              .with(Map.of("servers", List.of("192.0.2.53")))
              .unanswered(),
          row("GET /settings/cluster/detection", For.ADMINISTRATORS),
          row("POST /settings/cluster/check", For.ADMINISTRATORS)
              .with(Map.of("domain", "other.com", "addresses", List.of("127.0.0.1"))),
          row("POST /settings/authorities/probe", For.ADMINISTRATORS)
              .with(Map.of("directory", "https://127.0.0.1:1/directory"))
              .unanswered(),
          row("PUT /settings/authorities/{name}", For.ADMINISTRATORS)
              .with(Map.of("directory", "https://127.0.0.1:1/other", "email", "me@myapp.com"))
              .audited("settings.authority"),
          row("DELETE /settings/authorities/{name}", For.ADMINISTRATORS)
              .audited("settings.authority"),
          row("DELETE /delegations/{domain}", For.ADMINISTRATORS)
              .asking("?confirm=DOMAIN")
              .audited("delegation.delete"),
          // The last one: whoever asks has no session after it.
          row("DELETE /session", For.ANYBODY));

  private RouteTable() {}

  static Map<String, Row> rows() {
    Map<String, Row> rows = new LinkedHashMap<>();
    ROWS.forEach(row -> rows.put(row.route, row));
    return rows;
  }

  private static Row row(String route, For whom) {
    return new Row(route, whom, Map.of(), "", Optional.empty(), true);
  }
}
