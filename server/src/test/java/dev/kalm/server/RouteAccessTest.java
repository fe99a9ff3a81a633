package dev.kalm.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.Json;
import dev.kalm.server.RouteTable.For;
import dev.kalm.server.RouteTable.Row;
import dev.kalm.server.RunningServer.Answer;
import dev.kalm.server.RunningServer.Credentials;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * Walks the API's description and tries each route with everybody there is. Every route has to be
 * in {@link RouteTable}.
 */
class RouteAccessTest {
  private static final String OWN = "own.org";
  private static final String OTHER = "other.org";
  private static final String PASSWORD = "a secret of the test";

  @TempDir static Path folder;
  private static RunningServer server;
  private static Credentials admin;
  private static int made;

  /** Who asks, and about whose domain. */
  enum Who {
    NOBODY(OWN),
    VIEWER(OWN),
    OPERATOR(OWN),
    OPERATOR_OF_ANOTHER_DOMAIN(OTHER),
    ADMINISTRATOR(OWN),
    ADMINISTRATOR_WITHOUT_CSRF_TOKEN(OWN),
    READ_TOKEN(OWN),
    ISSUE_TOKEN(OWN),
    ISSUE_TOKEN_OF_ANOTHER_DOMAIN(OTHER),
    DOWNLOAD_TOKEN(OWN),
    DOWNLOAD_TOKEN_OF_ANOTHER_CERTIFICATE(OWN),
    ADMIN_TOKEN(OWN),
    TOKEN_OF_THE_DATA_FOLDER(OWN),
    EXPIRED_TOKEN(OWN),
    REVOKED_TOKEN(OWN),
    UNKNOWN_TOKEN(OWN),
    DISABLED_USER(OWN);

    private final String domain;

    Who(String domain) {
      this.domain = domain;
    }

    /** What is expected of the guard: LET_IN, 401 or 403. */
    private int expected(For whom, String method) {
      return switch (this) {
        case NOBODY, EXPIRED_TOKEN, REVOKED_TOKEN, UNKNOWN_TOKEN, DISABLED_USER ->
            whom == For.ANYBODY ? LET_IN : 401;
        case VIEWER ->
            letIn(
                List.of(For.ADMINISTRATORS, For.ISSUERS, For.ISSUERS_OF_SOME, For.DOWNLOADERS),
                whom);
        case READ_TOKEN ->
            letIn(
                List.of(
                    For.USERS,
                    For.ADMINISTRATORS,
                    For.ISSUERS,
                    For.ISSUERS_OF_SOME,
                    For.DOWNLOADERS),
                whom);
        case OPERATOR -> letIn(List.of(For.ADMINISTRATORS), whom);
        case ISSUE_TOKEN -> letIn(List.of(For.USERS, For.ADMINISTRATORS), whom);
        case OPERATOR_OF_ANOTHER_DOMAIN ->
            letIn(List.of(For.ADMINISTRATORS, For.ISSUERS, For.DOWNLOADERS), whom);
        case ISSUE_TOKEN_OF_ANOTHER_DOMAIN ->
            letIn(List.of(For.USERS, For.ADMINISTRATORS, For.ISSUERS, For.DOWNLOADERS), whom);
        case ADMINISTRATOR -> LET_IN;
        case ADMIN_TOKEN, TOKEN_OF_THE_DATA_FOLDER -> letIn(List.of(For.USERS), whom);
        case ADMINISTRATOR_WITHOUT_CSRF_TOKEN ->
            method.equals("GET") || (method.equals("POST") && whom == For.ANYBODY) ? LET_IN : 403;
        case DOWNLOAD_TOKEN ->
            letIn(
                List.of(
                    For.USERS, For.READERS, For.ISSUERS, For.ISSUERS_OF_SOME, For.ADMINISTRATORS),
                whom);
        case DOWNLOAD_TOKEN_OF_ANOTHER_CERTIFICATE -> whom == For.ANYBODY ? LET_IN : 403;
      };
    }

    private static int letIn(List<For> but, For whom) {
      return but.contains(whom) ? 403 : LET_IN;
    }
  }

  private static final int LET_IN = 200;

  @BeforeAll
  static void start() throws Exception {
    server = new RunningServer(folder);
    admin = server.admin();
    server.send(
        new Credentials.None(),
        "POST",
        "/api/v1/setup",
        Map.of("token", server.setupToken(), "username", "anna", "password", PASSWORD));
    admin("POST", "/zone", null);
    certificate("*." + OWN);
    certificate("*." + OTHER);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everyRouteOfTheDescriptionIsInTheTable() throws IOException {
    assertThat(described()).containsExactlyInAnyOrderElementsOf(RouteTable.rows().keySet());
  }

  @ParameterizedTest
  @EnumSource
  void isLetInWhereTheTableSaysSoAndNowhereElse(Who who) throws Exception {
    server.goOn(Duration.ofMinutes(10)); // for those who guess passwords
    Credentials credentials = credentials(who);
    List<String> wrong = new ArrayList<>();
    for (Row row : RouteTable.rows().values()) {
      Request request = request(row, who.domain);
      Credentials presented =
          who == Who.DOWNLOAD_TOKEN && row.path().startsWith("/certificates/{id}")
              ? token("download", Map.of("certificate", request.id.orElseThrow()))
              : credentials;
      Answer answer = server.send(presented, row.method(), request.path, request.body);
      int expected = who.expected(row.whom(), row.method());
      // A wrong password or link is refused too, and not by the guard.
      boolean isRefused =
          List.of(401, 403).contains(answer.status())
              && !(row.whom() == For.ANYBODY && !row.isAnswered() && answer.status() == 401)
              && !answer.text().contains("The current password is wrong");
      if (expected == LET_IN ? isRefused : answer.status() != expected) {
        wrong.add(
            "%s: expected %s, got %d %s"
                .formatted(
                    row.route(),
                    expected == LET_IN ? "to be let in" : expected,
                    answer.status(),
                    answer.text()));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyChangeLeavesAnEntryInTheAuditLogAndNoSecret() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Row row : RouteTable.rows().values()) {
      Request request = request(row, OWN);
      if (row.path().contains("/export")) {
        server.issue(request.id.orElseThrow());
      }
      String before = newest("/audit");
      Answer answer = server.send(admin, row.method(), request.path, request.body);
      JsonNode entry = first("/audit");
      boolean isNew = !entry.get("id").asString().equals(before);
      boolean succeeded = answer.status() < 400;
      if (row.isAnswered() && !succeeded && row.whom() != For.USERS) {
        wrong.add(row.route() + " did not succeed: " + answer.status() + " " + answer.text());
      }
      if (succeeded && row.action().isEmpty() == isNew) {
        wrong.add(row.route() + (isNew ? " left an entry " : " left no entry ") + entry);
      }
      if (succeeded && isNew) {
        if (!entry.get("action").asString().equals(row.action().orElse(""))) {
          wrong.add(row.route() + " left " + entry);
        }
        assertThat(entry.at("/actor/kind").asString()).isEqualTo("admin-token");
        assertThat(entry.get("from").asString()).isEqualTo("127.0.0.1");
      }
    }
    assertThat(wrong).isEmpty();
    String log = admin("GET", "/audit?limit=1000", null).text();
    assertThat(log)
        .contains("certificate.download", "session.fail")
        .doesNotContain("secret of the test", "PRIVATE KEY", "kalm_", server.setupToken());
  }

  /** A request that could succeed, on things made for it. */
  private record Request(String path, Object body, Optional<String> id) {}

  private static Request request(Row row, String domain) throws Exception {
    made++;
    String path = row.path();
    Optional<String> id = Optional.empty();
    if (path.startsWith("/certificates/{id}")) {
      id = Optional.of(certificate("n" + made + "." + domain));
    } else if (path.startsWith("/delegations/{domain}")) {
      certificate("*." + domain); // whose delegation may have been deleted meanwhile
    } else if (path.startsWith("/users/{id}")) {
      user("viewer", List.of());
      id = Optional.of(lastUser());
    } else if (path.startsWith("/tokens/{id}")) {
      token("read", Map.of());
      id = Optional.of(newest("/tokens"));
    }
    String filled =
        path.replace("{id}", id.orElse("")).replace("{domain}", domain).replace("{name}", "another")
            + row.query().replace("DOMAIN", domain);
    String body =
        Json.mapper()
            .writeValueAsString(row.body())
            .replace("DOMAIN", domain)
            .replace("UNIQUE", Integer.toString(made));
    if (body.contains("KNOWN")) {
      body = body.replace("KNOWN", certificate("n" + made + "." + domain));
    }
    return new Request(
        "/api/v1" + filled, row.body().isEmpty() ? null : Json.mapper().readTree(body), id);
  }

  private static String certificate(String name) {
    try {
      return admin("POST", "/certificates", Map.of("names", List.of(name)))
          .json()
          .get("id")
          .asString();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Credentials credentials(Who who) throws Exception {
    return switch (who) {
      case NOBODY -> new Credentials.None();
      case VIEWER -> signIn(user("viewer", List.of()));
      case OPERATOR, OPERATOR_OF_ANOTHER_DOMAIN -> signIn(user("operator", List.of(OWN)));
      case ADMINISTRATOR -> signIn("anna");
      case ADMINISTRATOR_WITHOUT_CSRF_TOKEN ->
          new Credentials.Cookie(signIn("anna").secret(), Optional.empty());
      case READ_TOKEN -> token("read", Map.of());
      case ISSUE_TOKEN, ISSUE_TOKEN_OF_ANOTHER_DOMAIN ->
          token("issue", Map.of("domains", List.of(OWN)));
      case DOWNLOAD_TOKEN, DOWNLOAD_TOKEN_OF_ANOTHER_CERTIFICATE ->
          token("download", Map.of("certificate", certificate("of-a-token." + OWN)));
      case ADMIN_TOKEN -> token("admin", Map.of());
      case TOKEN_OF_THE_DATA_FOLDER -> admin;
      case EXPIRED_TOKEN -> {
        Credentials token =
            token("admin", Map.of("expiresAt", server.now().plusSeconds(60).toString()));
        server.goOn(Duration.ofMinutes(1));
        yield token;
      }
      case REVOKED_TOKEN -> {
        Credentials token = token("admin", Map.of());
        admin("DELETE", "/tokens/" + newest("/tokens"), null);
        yield token;
      }
      case UNKNOWN_TOKEN -> new Credentials.Bearer("kalm_" + "x".repeat(43));
      case DISABLED_USER -> {
        Credentials session = signIn(user("administrator", List.of()));
        admin(
            "PUT",
            "/users/" + lastUser(),
            Map.of("displayName", "x", "role", "administrator", "disabled", true));
        yield session;
      }
    };
  }

  private static String user(String role, List<String> domains) throws Exception {
    made++;
    String name = "user-" + made;
    Answer answer =
        admin(
            "POST",
            "/users",
            Map.of("username", name, "password", PASSWORD, "role", role, "domains", domains));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return name;
  }

  private static Credentials.Cookie signIn(String name) throws Exception {
    return server
        .send(
            new Credentials.None(),
            "POST",
            "/api/v1/session",
            Map.of("username", name, "password", PASSWORD))
        .cookie();
  }

  private static Credentials token(String scope, Map<String, Object> more) throws Exception {
    Map<String, Object> body = new LinkedHashMap<>(more);
    body.put("name", "token of scope " + scope);
    body.put("scope", scope);
    Answer answer = admin("POST", "/tokens", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return new Credentials.Bearer(answer.json().get("token").asString());
  }

  private static Answer admin(String method, String path, Object body) throws Exception {
    return server.send(admin, method, "/api/v1" + path, body);
  }

  private static JsonNode first(String list) throws Exception {
    return admin("GET", list + "?limit=1", null).json().at("/items/0");
  }

  private static String newest(String list) throws Exception {
    return first(list).get("id").asString();
  }

  private static String lastUser() throws Exception {
    JsonNode users = admin("GET", "/users?limit=1000", null).json().get("items");
    return users.get(users.size() - 1).get("id").asString();
  }

  private static List<String> described() throws IOException {
    List<String> routes = new ArrayList<>();
    try (InputStream in = Json.class.getResourceAsStream("openapi.json")) {
      for (Map.Entry<String, JsonNode> path :
          Json.mapper().readTree(in).get("paths").properties()) {
        for (String method : path.getValue().propertyNames()) {
          routes.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
        }
      }
    }
    return routes;
  }
}
