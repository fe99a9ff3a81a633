package dev.kalm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.ActorKind;
import dev.kalm.api.ApiToken;
import dev.kalm.api.AuditActor;
import dev.kalm.api.AuditEntry;
import dev.kalm.api.AuditTarget;
import dev.kalm.api.Examples;
import dev.kalm.api.Json;
import dev.kalm.api.OneTimeLink;
import dev.kalm.api.Page;
import dev.kalm.api.ScriptedServer;
import dev.kalm.api.ScriptedServer.Request;
import dev.kalm.api.Session;
import dev.kalm.api.SessionState;
import dev.kalm.api.TokenScope;
import dev.kalm.api.User;
import dev.kalm.api.UserRole;
import dev.kalm.api.UserSource;
import dev.kalm.api.ZoneStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessTest extends CliFixture {
  private static final String SECRET = "kalm_the-token-itself";
  private static final User ANNA =
      new User(
          "u1",
          "anna",
          "Anna",
          UserRole.ADMINISTRATOR,
          List.of(),
          UserSource.LOCAL,
          false,
          Instant.EPOCH,
          null);

  private ApiToken token(String secret) {
    return new ApiToken(
        "t1",
        "ci",
        TokenScope.ISSUE,
        List.of("myapp.com"),
        null,
        clock.instant(),
        "anna",
        clock.instant().plus(Duration.ofDays(90)),
        null,
        null,
        secret);
  }

  @Test
  void aTokenIsPrintedOnceAndAlone() {
    server.on("POST /tokens", ScriptedServer.json(201, token(SECRET)));
    Run run =
        kalm(
            "token",
            "create",
            "ci",
            "--scope",
            "issue",
            "--domain",
            "myapp.com",
            "--expires",
            "90d");
    assertThat(run.code()).isZero();
    assertThat(run.out()).isEqualTo(SECRET + "\n");
    assertThat(run.err()).contains("not shown again", "t1").doesNotContain(SECRET);
    assertThat(server.requests().getFirst().body())
        .isEqualTo(
            "{\"name\":\"ci\",\"scope\":\"issue\",\"domains\":[\"myapp.com\"],\"expiresAt\":\"2027-03-23T11:00:41Z\"}");
    Run json =
        kalm("token", "create", "ci", "--scope", "issue", "--domain", "a.com", "--output", "json");
    assertThat(Json.mapper().readValue(json.out(), ApiToken.class).token()).isEqualTo(SECRET);
  }

  @Test
  void aTokenForADownloadTakesItsCertificateByIdOrName() {
    server.on(
        "GET /certificates",
        ScriptedServer.json(200, new Page<>(List.of(Examples.ready("01")), null)));
    server.on("POST /tokens", ScriptedServer.json(201, token(SECRET)));
    assertThat(
            kalm("token", "create", "web", "--scope", "download", "--certificate", "myapp.com")
                .code())
        .isZero();
    assertThat(server.requests().getLast().body())
        .contains("\"certificate\":\"" + Examples.ID + "\"");
  }

  @Test
  void whatDoesNotFitTheScopeIsAUsageError() {
    for (List<String> args :
        List.of(
            List.of("token", "create", "x"),
            List.of("token", "create", "x", "--scope", "all"),
            List.of("token", "create", "x", "--scope", "issue"),
            List.of("token", "create", "x", "--scope", "read", "--domain", "a.com"),
            List.of("token", "create", "x", "--scope", "download"),
            List.of("token", "create", "x", "--scope", "read", "--expires", "soon"),
            List.of("user", "create", "x", "--role", "operator"),
            List.of("user", "create", "x", "--role", "viewer"),
            List.of("user", "delete", "x"),
            List.of("login"),
            List.of("login", server.url().toString()),
            List.of("audit", "list", "--limit", "0"))) {
      Run run = kalm(args.toArray(String[]::new));
      assertThat(run.code()).as("%s %s", args, run.err()).isEqualTo(2);
    }
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void listsTokensWithoutThem() {
    ApiToken expired =
        new ApiToken(
            "t2",
            "old",
            TokenScope.READ,
            List.of(),
            null,
            Instant.EPOCH,
            "anna",
            clock.instant(),
            null,
            null,
            null);
    server.on(
        "GET /tokens", ScriptedServer.json(200, new Page<>(List.of(token(null), expired), null)));
    assertThat(kalm("token", "list").out())
        .isEqualTo(
            """
            ID  NAME  SCOPE  STATE    EXPIRES               LAST USE  GOOD FOR
            t1  ci    issue  good     2027-03-23T11:00:00Z  -         myapp.com
            t2  old   read   expired  2026-12-23T11:00:00Z  -         -
            """);
  }

  @Test
  void revokesATokenById() {
    server.on("DELETE /tokens/t1", ScriptedServer.json(204, ""));
    assertThat(kalm("token", "revoke", "t1").code()).isZero();
    assertThat(server.requests()).containsExactly(new Request("DELETE /tokens/t1", ""));
  }

  @Test
  void logsInKeepsItForOnesselfAndLogsOut() throws Exception {
    signedIn();
    server.on("GET /zone", ScriptedServer.json(200, Examples.zone(ZoneStatus.READY)));
    Path tokenFile = Files.writeString(folder.resolve("token"), ScriptedServer.TOKEN + "\n");
    String anchor = environment.get("KALM_CA");
    environment.clear();
    environment.put("HOME", folder.toString());
    Run run =
        kalm(
            "login", server.url().toString(), "--token-file", tokenFile.toString(), "--ca", anchor);
    Path kept = folder.resolve(".config/kalm/login.json");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("Anna (administrator)").doesNotContain(ScriptedServer.TOKEN);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
        .isEqualTo("rw-------");
    assertThat(kalm("zone", "show").code()).isZero();
    environment.put("KALM_TOKEN", "another");
    environment.put("KALM_URL", server.url().toString());
    environment.put("KALM_CA", anchor);
    assertThat(kalm("zone", "show").code()).isEqualTo(1);
    environment.remove("KALM_TOKEN");
    assertThat(kalm("zone", "show").code()).isZero();
    environment.put("KALM_URL", "https://another.example:8443");
    assertThat(kalm("zone", "show", "--data", folder.resolve("none").toString()).err())
        .contains("admin.token is not there");
    environment.remove("KALM_URL");
    assertThat(kalm("logout").err()).contains("Logged out");
    assertThat(kept).doesNotExist();
    assertThat(kalm("logout").err()).contains("Nobody was logged in");
  }

  @Test
  void asksForServerAndTokenWhoSitsThere() throws Exception {
    signedIn();
    environment.put("XDG_CONFIG_HOME", folder.resolve("xdg").toString());
    environment.remove("KALM_URL");
    Run run = kalmWithSomeoneTyping(server.url() + "\n" + ScriptedServer.TOKEN + "\n", "login");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(folder.resolve("xdg/kalm/login.json")).exists();
  }

  @Test
  void aTokenThatIsNobodysIsNotKept() throws Exception {
    server.on(
        "GET /session",
        ScriptedServer.json(200, new Session(SessionState.ANONYMOUS, null, null, null, "1", true)));
    environment.put("XDG_CONFIG_HOME", folder.resolve("xdg").toString());
    Run run = kalmWithSomeoneTyping(ScriptedServer.TOKEN + "\n", "login");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("does not know this token").doesNotContain(ScriptedServer.TOKEN);
    assertThat(folder.resolve("xdg/kalm/login.json")).doesNotExist();
  }

  @Test
  void printsALinkAlone() {
    server.on(
        "POST /session/links",
        ScriptedServer.json(
            201, new OneTimeLink("https://kalm.example/link#token=x&to=%2Fdns", clock.instant())));
    Run run = kalm("link", "/dns");
    assertThat(run.out()).isEqualTo("https://kalm.example/link#token=x&to=%2Fdns\n");
    assertThat(server.requests().getFirst().body()).isEqualTo("{\"path\":\"/dns\"}");
  }

  @Test
  void usersAreMadeGivenPasswordsAndDeletedByName() throws Exception {
    server.on("POST /users", ScriptedServer.json(201, ANNA));
    server.on("GET /users", ScriptedServer.json(200, new Page<>(List.of(ANNA), null)));
    server.on("PUT /users/u1/password", ScriptedServer.json(204, ""));
    server.on("DELETE /users/u1", ScriptedServer.json(204, ""));
    Run made =
        kalmWithSomeoneTyping(
            "correct horse battery\n", "user", "create", "anna", "--role", "administrator");
    assertThat(made.out())
        .isEqualTo(
            """
            USERNAME  ROLE           SOURCE  LAST SIGN-IN  DOMAINS
            anna      administrator  local   -             -
            """);
    assertThat(server.requests().getFirst().body()).contains("correct horse battery");
    assertThat(made.err()).doesNotContain("correct horse");
    Path file = Files.writeString(folder.resolve("password"), "another long one\n");
    assertThat(kalm("user", "password", "Anna", "--password-file", file.toString()).code())
        .isZero();
    assertThat(server.requests().getLast().body()).isEqualTo("{\"password\":\"another long one\"}");
    assertThat(kalmWithSomeoneTyping("n\n", "user", "delete", "anna").code()).isEqualTo(1);
    assertThat(kalm("user", "delete", "anna", "--yes").code()).isZero();
    assertThat(kalm("user", "delete", "ben", "--yes").err()).contains("There is no user 'ben'");
  }

  @Test
  void showsWhoChangedWhat() {
    AuditEntry entry =
        new AuditEntry(
            "e1",
            Instant.parse("2026-11-23T12:00:00.125Z"),
            new AuditActor(ActorKind.USER, "u1", "anna"),
            "user.update",
            new AuditTarget("user", "u2", "ben"),
            "192.0.2.7",
            Map.of("role", "viewer"),
            Map.of("role", "operator"));
    server.on("GET /audit", ScriptedServer.json(200, new Page<>(List.of(entry), null)));
    assertThat(kalm("audit", "list", "--actor", "anna").out())
        .isEqualTo(
            """
            TIME                  WHO   FROM       ACTION       TARGET  CHANGE
            2026-11-23T12:00:00Z  anna  192.0.2.7  user.update  ben     {role=viewer} → {role=operator}
            """);
    assertThat(server.requests().getFirst().line()).isEqualTo("GET /audit?limit=50&actor=anna");
  }

  private void signedIn() {
    server.on(
        "GET /session",
        ScriptedServer.json(200, new Session(SessionState.SIGNED_IN, ANNA, null, null, "1", true)));
  }
}
