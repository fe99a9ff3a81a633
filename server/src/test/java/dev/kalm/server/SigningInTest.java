package dev.kalm.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.server.RunningServer.Answer;
import dev.kalm.server.RunningServer.Credentials;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions as a browser sees them. */
class SigningInTest {
  private static final Credentials NOBODY = new Credentials.None();
  private static final String PASSWORD = "correct horse battery";

  @TempDir Path folder;
  private RunningServer server;

  @BeforeEach
  void start() throws Exception {
    server = new RunningServer(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void thePrintedLinkMakesTheFirstAdministratorOnce() throws Exception {
    assertThat(state(NOBODY)).isEqualTo("setup");
    assertThat(setUp("wrong").status()).isEqualTo(401);
    String token = server.setupToken();
    Answer done = setUp(token);
    assertThat(done.status()).as(done.text()).isEqualTo(200);
    assertThat(done.json().at("/user/role").asString()).isEqualTo("administrator");
    assertThat(state(done.cookie())).isEqualTo("signed-in");
    assertThat(state(NOBODY)).isEqualTo("anonymous");
    assertThat(setUp(token).status()).isEqualTo(409);
    server.close();
    server = new RunningServer(folder);
    assertThat(server.setupLink()).isEmpty();
  }

  @Test
  void eachStartPrintsALinkThatIsGoodForADay() throws Exception {
    String first = server.setupToken();
    server.close();
    server = new RunningServer(folder);
    String second = server.setupToken();
    assertThat(second).isNotEqualTo(first);
    server.goOn(Duration.ofHours(24));
    assertThat(setUp(second).status()).isEqualTo(401);
    server.close();
    server = new RunningServer(folder);
    assertThat(setUp(first).status()).isEqualTo(200);
  }

  @Test
  void theCookieIsForThisHostAndNoScript() throws Exception {
    setUp(server.setupToken());
    Answer answer = signIn("ANNA", PASSWORD);
    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .matches(
            "__Host-kalm-session=[A-Za-z0-9_-]{43}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=604800");
    assertThat(answer.text()).doesNotContain(answer.cookie().secret());
  }

  @Test
  void aWrongPasswordSaysNothingOfWhichUsersThereAre() throws Exception {
    setUp(server.setupToken());
    Answer wrong = signIn("anna", "wrong password");
    Answer unknown = signIn("nobody", "wrong password");
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(unknown.text()).isEqualTo(wrong.text());
    for (int number = 0; number < 4; number++) {
      signIn("anna", "wrong password");
    }
    Answer late = signIn("anna", PASSWORD);
    assertThat(late.status()).isEqualTo(429);
    assertThat(late.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 60L);
    server.goOn(Duration.ofMinutes(1));
    assertThat(signIn("anna", PASSWORD).status()).isEqualTo(200);
  }

  @Test
  void aChangeNeedsTheCsrfTokenAndThisSitesOwnPage() throws Exception {
    Credentials.Cookie anna = setUp(server.setupToken()).cookie();
    assertThat(server.send(anna, "GET", "/api/v1/users", null).status()).isEqualTo(200);
    assertThat(post(new Credentials.Cookie(anna.secret(), Optional.empty())).status())
        .isEqualTo(403);
    assertThat(post(new Credentials.Cookie(anna.secret(), Optional.of("x"))).status())
        .isEqualTo(403);
    assertThat(post(anna).status()).isEqualTo(201);
    assertThat(post(anna, "Sec-Fetch-Site", "same-origin").status()).isEqualTo(201);
    assertThat(post(anna, "Sec-Fetch-Site", "same-site").status()).isEqualTo(403);
    assertThat(post(anna, "Origin", server.url().toString()).status()).isEqualTo(201);
    assertThat(post(anna, "Origin", "https://evil.example").status()).isEqualTo(403);
    Answer foreign =
        server.send(
            NOBODY,
            "POST",
            "/api/v1/session",
            Map.of("username", "anna", "password", PASSWORD),
            "Sec-Fetch-Site",
            "cross-site");
    assertThat(foreign.status()).isEqualTo(403);
  }

  @Test
  void aSessionEndsWhenNobodyUsesItAndAfterAWeek() throws Exception {
    Credentials.Cookie idle = setUp(server.setupToken()).cookie();
    server.goOn(Duration.ofHours(8));
    assertThat(state(idle)).isEqualTo("anonymous");
    Credentials.Cookie used = signIn("anna", PASSWORD).cookie();
    for (int hours = 0; hours < 7 * 24 - 7; hours += 7) {
      server.goOn(Duration.ofHours(7));
      assertThat(state(used)).as("after %d hours", hours).isEqualTo("signed-in");
    }
    server.goOn(Duration.ofHours(7));
    assertThat(state(used)).isEqualTo("anonymous");
  }

  @Test
  void signingOutEndsTheSessionAtTheServer() throws Exception {
    Credentials.Cookie anna = setUp(server.setupToken()).cookie();
    Answer out = server.send(anna, "DELETE", "/api/v1/session", null);
    assertThat(out.status()).isEqualTo(204);
    assertThat(out.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
    assertThat(state(anna)).isEqualTo("anonymous");
    assertThat(server.send(anna, "GET", "/api/v1/users", null).status()).isEqualTo(401);
  }

  @Test
  void aNewPasswordEndsTheOtherSessions() throws Exception {
    Credentials.Cookie here = setUp(server.setupToken()).cookie();
    Credentials.Cookie elsewhere = signIn("anna", PASSWORD).cookie();
    String next = "another long password";
    assertThat(change(here, "wrong password", next).status()).isEqualTo(403);
    assertThat(change(here, PASSWORD, "short").status()).isEqualTo(400);
    assertThat(change(here, PASSWORD, next).status()).isEqualTo(204);
    assertThat(state(here)).isEqualTo("signed-in");
    assertThat(state(elsewhere)).isEqualTo("anonymous");
    assertThat(signIn("anna", PASSWORD).status()).isEqualTo(401);
    assertThat(signIn("anna", next).status()).isEqualTo(200);
  }

  @Test
  void aNewPasswordEndsTheLinksThatWereMadeBefore() throws Exception {
    Credentials.Cookie anna = setUp(server.setupToken()).cookie();
    String path = "/api/v1/users/";
    String id = server.send(anna, "GET", "/api/v1/users", null).json().at("/items/0/id").asString();
    String first = madeLink(anna);
    server.send(anna, "PUT", path + id + "/password", Map.of("password", "another good password"));
    assertThat(useLink(first).status()).isEqualTo(401);
    String second = madeLink(anna);
    Answer changed =
        server.send(
            anna,
            "PUT",
            "/api/v1/session/password",
            Map.of("current", "another good password", "password", "a third good password"));
    assertThat(changed.status()).as(changed.text()).isEqualTo(204);
    assertThat(useLink(second).status()).isEqualTo(401);
  }

  private String madeLink(Credentials who) throws Exception {
    String url =
        server
            .send(who, "POST", "/api/v1/session/links", Map.of("path", "/"))
            .json()
            .get("url")
            .asString();
    return url.replaceFirst(".*#token=", "").replaceFirst("&.*", "");
  }

  @Test
  void aTypedNameLeavesNoControlCharactersInTheAuditLog() throws Exception {
    assertThat(signIn("anna\u001b[2J\u0000", "wrong password").status()).isEqualTo(401);
    assertThat(
            server
                .send(server.admin(), "GET", "/api/v1/audit?action=session.fail", null)
                .json()
                .at("/items/0/target/name")
                .asString())
        .isEqualTo("anna?[2j?");
  }

  @Test
  void aBodyThatLeavesOutWhatItNeedsIsRefusedAndNoFailureOfTheServer() throws Exception {
    Answer signIn = server.send(NOBODY, "POST", "/api/v1/session", Map.of());
    assertThat(signIn.status()).as(signIn.text()).isEqualTo(401);
    Answer link = server.send(NOBODY, "POST", "/api/v1/session/link", Map.of());
    assertThat(link.status()).as(link.text()).isEqualTo(401);
    Answer setup = server.send(NOBODY, "POST", "/api/v1/setup", Map.of());
    assertThat(setup.status()).as(setup.text()).isEqualTo(400);
  }

  @Test
  void aLinkSignsInOnceAsWhoeverMadeIt() throws Exception {
    Credentials.Cookie anna = setUp(server.setupToken()).cookie();
    Answer made =
        server.send(anna, "POST", "/api/v1/session/links", Map.of("path", "/certificates/7"));
    URI link = URI.create(made.json().get("url").asString());
    assertThat(link.toString()).startsWith(server.url() + "/link#token=");
    assertThat(link.getFragment()).endsWith("&to=/certificates/7");
    String token = link.getFragment().replaceFirst("token=([^&]+).*", "$1");
    Answer opened = useLink(token);
    assertThat(opened.json().at("/user/username").asString()).isEqualTo("anna");
    assertThat(post(opened.cookie()).status()).isEqualTo(201);
    assertThat(useLink(token).status()).isEqualTo(401);
    for (String bad : List.of("https://evil.example/", "//evil.example/", "/a#b", "certificates")) {
      assertThat(server.send(anna, "POST", "/api/v1/session/links", Map.of("path", bad)).status())
          .as(bad)
          .isEqualTo(400);
    }
  }

  @Test
  void aLinkOfTheDataFoldersTokenWorksBeforeThereIsAnyUser() throws Exception {
    Answer made = server.send(server.admin(), "POST", "/api/v1/session/links", null);
    String url = made.json().get("url").asString();
    Answer opened = useLink(url.replaceFirst(".*#token=([^&]+).*", "$1"));
    assertThat(opened.json().get("state").asString()).isEqualTo("signed-in");
    assertThat(opened.json().at("/user/role").asString()).isEqualTo("administrator");
    assertThat(post(opened.cookie()).status()).isEqualTo(201);
    server.goOn(Duration.ofMinutes(15));
    String late =
        server
            .send(server.admin(), "POST", "/api/v1/session/links", null)
            .json()
            .get("url")
            .asString();
    server.goOn(Duration.ofMinutes(15));
    assertThat(useLink(late.replaceFirst(".*#token=([^&]+).*", "$1")).status()).isEqualTo(401);
  }

  @Test
  void theLastAdministratorStays() throws Exception {
    Answer setUp = setUp(server.setupToken());
    Credentials.Cookie anna = setUp.cookie();
    String path = "/api/v1/users/" + setUp.json().at("/user/id").asString();
    Map<String, Object> viewer = Map.of("displayName", "A", "role", "viewer", "disabled", false);
    Map<String, Object> disabled =
        Map.of("displayName", "A", "role", "administrator", "disabled", true);
    assertThat(server.send(anna, "DELETE", path, null).status()).isEqualTo(409);
    assertThat(server.send(anna, "PUT", path, viewer).status()).isEqualTo(409);
    assertThat(server.send(anna, "PUT", path, disabled).status()).isEqualTo(409);
    assertThat(post(anna).status()).isEqualTo(201);
    assertThat(server.send(anna, "PUT", path, viewer).status()).isEqualTo(200);
    assertThat(server.send(anna, "GET", "/api/v1/users", null).status()).isEqualTo(403);
  }

  private String state(Credentials who) throws Exception {
    return server.send(who, "GET", "/api/v1/session", null).json().get("state").asString();
  }

  private Answer setUp(String token) throws Exception {
    return server.send(
        NOBODY,
        "POST",
        "/api/v1/setup",
        Map.of("token", token, "username", "Anna", "password", PASSWORD));
  }

  private Answer signIn(String name, String password) throws Exception {
    return server.send(
        NOBODY, "POST", "/api/v1/session", Map.of("username", name, "password", password));
  }

  private Answer useLink(String token) throws Exception {
    return server.send(NOBODY, "POST", "/api/v1/session/link", Map.of("token", token));
  }

  private Answer change(Credentials who, String current, String password) throws Exception {
    return server.send(
        who, "PUT", "/api/v1/session/password", Map.of("current", current, "password", password));
  }

  private int users;

  /** Makes another administrator. */
  private Answer post(Credentials who, String... headers) throws Exception {
    users++;
    return server.send(
        who,
        "POST",
        "/api/v1/users",
        Map.of("username", "u" + users, "password", PASSWORD, "role", "administrator"),
        headers);
  }
}
