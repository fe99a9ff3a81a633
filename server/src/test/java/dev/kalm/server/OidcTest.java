package dev.kalm.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.server.RunningServer.Answer;
import dev.kalm.server.RunningServer.Credentials;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Signing in through a provider, the tests in the place of the browser. */
class OidcTest {
  private static final Credentials NOBODY = new Credentials.None();

  @TempDir Path folder;
  private ScriptedProvider provider;
  private RunningServer server;

  @BeforeEach
  void start() throws Exception {
    provider = new ScriptedProvider(folder.resolve("provider.pem"));
    server = start("");
  }

  private RunningServer start(String more) throws Exception {
    return new RunningServer(
        folder,
        """
        oidc:
          issuer: %s
          name: Example
          clientId: kalm
          clientSecret: %s
          trust: provider.pem
        """
                .formatted(provider.issuer(), ScriptedProvider.CLIENT_SECRET)
            + more.indent(2));
  }

  @AfterEach
  void stop() {
    server.close();
    provider.close();
  }

  @Test
  void goesToTheProviderWithPkceStateAndNonceAndComesBackSignedIn() throws Exception {
    Answer start = begin("/certificates?status=failing");
    URI location = location(start);
    assertThat(location.toString()).startsWith(provider.issuer() + "/auth?");
    assertThat(ScriptedProvider.parameters(location.getRawQuery()))
        .containsEntry("response_type", "code")
        .containsEntry("client_id", "kalm")
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("scope", "openid profile email groups")
        .containsEntry("redirect_uri", server.url() + "/api/v1/oidc/callback")
        .containsKeys("state", "nonce", "code_challenge");
    assertThat(setCookie(start, "__Host-kalm-oidc"))
        .contains("HttpOnly", "Secure", "SameSite=Lax", "Path=/");
    Answer back = comeBack(start);
    assertThat(back.status()).isEqualTo(302);
    assertThat(location(back)).hasToString("/certificates?status=failing");
    JsonNode user = session(back).get("user");
    assertThat(user.get("username").asString()).isEqualTo("ada");
    assertThat(user.get("displayName").asString()).isEqualTo("Ada Lovelace");
    assertThat(user.get("source").asString()).isEqualTo("oidc");
    assertThat(user.get("role").asString()).isEqualTo("viewer");
    JsonNode shown = server.send(NOBODY, "GET", "/api/v1/session", null).json();
    assertThat(shown.at("/oidc/name").asString()).isEqualTo("Example");
  }

  @Test
  void whatTheProviderSaysWronglyLetsNobodyIn() throws Exception {
    provider.say(claims -> claims.claim("nonce", "another"));
    assertThat(error(comeBack(begin("/")))).contains("not valid");
    provider.say(claims -> claims.audience("another"));
    assertThat(error(comeBack(begin("/")))).contains("not valid");
    provider.say(claims -> claims.issuer("https://evil.example"));
    assertThat(error(comeBack(begin("/")))).contains("not valid");
    provider.say(claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(600))));
    assertThat(error(comeBack(begin("/")))).contains("not valid");
    provider.say(claims -> claims);
    provider.signWithAnotherKey();
    assertThat(error(comeBack(begin("/")))).contains("not valid");
    assertThat(users()).isEmpty();
  }

  @Test
  void whoDidNotSetOutDoesNotComeBack() throws Exception {
    Answer start = begin("/");
    String cookie = setCookie(start, "__Host-kalm-oidc").replaceFirst(";.*", "");
    String state = ScriptedProvider.parameters(location(start).getRawQuery()).get("state");
    assertThat(error(callback("code=the-code&state=" + state, "a=b"))).isEqualTo("expired");
    assertThat(error(callback("code=the-code&state=" + state, cookie + "x"))).isEqualTo("expired");
    assertThat(error(callback("code=the-code&state=other", cookie))).isEqualTo("expired");
    assertThat(error(callback("error=access_denied&state=" + state, cookie)))
        .isEqualTo("access_denied");
    assertThat(
            error(
                callback(
                    "code=the-code&state=" + state + "&iss=https%3A%2F%2Fevil.example", cookie)))
        .isEqualTo("expired");
    server.goOn(Duration.ofMinutes(5));
    Answer again = begin("/");
    cookie = setCookie(again, "__Host-kalm-oidc").replaceFirst(";.*", "");
    state = ScriptedProvider.parameters(location(again).getRawQuery()).get("state");
    assertThat(error(callback("code=wrong&state=" + state, cookie))).contains("oidc.clientSecret");
    server.goOn(Duration.ofMinutes(10));
    assertThat(error(callback("code=the-code&state=" + state, cookie))).isEqualTo("expired");
  }

  @Test
  void whoComesBackWronglyAgainAndAgainHasToWait() throws Exception {
    for (int number = 0; number < 5; number++) {
      assertThat(error(callback("code=the-code&state=x", "a=b"))).isEqualTo("expired");
    }
    assertThat(callback("code=the-code&state=x", "a=b").status()).isEqualTo(429);
    String log =
        server.send(server.admin(), "GET", "/api/v1/audit?action=session.fail", null).text();
    assertThat(log.split("session.fail", -1)).hasSize(6);
    server.goOn(Duration.ofMinutes(1));
    assertThat(comeBack(begin("/")).status()).isEqualTo(302);
  }

  @Test
  void leadsToPagesOfThisSiteOnly() throws Exception {
    for (String to : List.of("https://evil.example/", "//evil.example", "/\\evil.example")) {
      assertThat(location(comeBack(begin(to)))).as(to).hasToString("/");
    }
  }

  @Test
  void theGroupsGiveTheRoleAtEachSignIn() throws Exception {
    server.close();
    server =
        start(
            """
            defaultRole: none
            roles: { administrator: [ops], operator: [web] }
            operatorDomains: [myapp.com]
            """);
    assertThat(error(comeBack(begin("/")))).isEqualTo("not-allowed");
    provider.say(claims -> claims.claim("groups", List.of("web", "all")));
    JsonNode operator = session(comeBack(begin("/"))).get("user");
    assertThat(operator.get("role").asString()).isEqualTo("operator");
    assertThat(operator.at("/domains/0").asString()).isEqualTo("myapp.com");
    provider.say(claims -> claims.claim("groups", "ops"));
    Answer back = comeBack(begin("/"));
    assertThat(session(back).at("/user/role").asString()).isEqualTo("administrator");
    assertThat(session(back).at("/user/id")).isEqualTo(operator.get("id"));
    String log = server.send(server.admin(), "GET", "/api/v1/audit", null).text();
    assertThat(log).contains("user.create", "user.update", "session.start", "session.fail");
    assertThat(log).doesNotContain(ScriptedProvider.CLIENT_SECRET, "the-code");
  }

  @Test
  void whomAnAdministratorDisabledStaysOut() throws Exception {
    comeBack(begin("/"));
    String id = users().get(0).get("id").asString();
    server.send(
        server.admin(),
        "PUT",
        "/api/v1/users/" + id,
        Map.of("displayName", "Ada", "role", "viewer", "disabled", true));
    assertThat(error(comeBack(begin("/")))).isEqualTo("disabled");
  }

  @Test
  void aRoleThatAnAdministratorGaveStaysWhereNoGroupsAreMapped() throws Exception {
    comeBack(begin("/"));
    String id = users().get(0).get("id").asString();
    server.send(
        server.admin(),
        "PUT",
        "/api/v1/users/" + id,
        Map.of("displayName", "Ada", "role", "administrator", "disabled", false));
    assertThat(session(comeBack(begin("/"))).at("/user/role").asString())
        .isEqualTo("administrator");
    Answer password =
        server.send(
            server.admin(),
            "PUT",
            "/api/v1/users/" + id + "/password",
            Map.of("password", "a password of hers"));
    assertThat(password.status()).isEqualTo(409);
  }

  @Test
  void aLocalUsersNameIsNotTakenOver() throws Exception {
    server.send(
        server.admin(),
        "POST",
        "/api/v1/users",
        Map.of("username", "ada", "password", "a password of hers", "role", "administrator"));
    assertThat(error(comeBack(begin("/")))).contains("another user ada");
  }

  @Test
  void aProviderThatIsDownIsNamed() throws Exception {
    provider.goDown();
    assertThat(error(begin("/"))).startsWith("Example cannot be reached now");
  }

  private Answer begin(String to) throws Exception {
    return server.send(
        NOBODY,
        "GET",
        "/api/v1/oidc/start?to=" + java.net.URLEncoder.encode(to, StandardCharsets.UTF_8),
        null);
  }

  private Answer comeBack(Answer start) throws Exception {
    Map<String, String> sent = ScriptedProvider.parameters(location(start).getRawQuery());
    provider.remember(sent);
    return callback(
        "code=the-code&state=" + sent.get("state"),
        setCookie(start, "__Host-kalm-oidc").replaceFirst(";.*", ""));
  }

  private Answer callback(String query, String cookie) throws Exception {
    return server.send(NOBODY, "GET", "/api/v1/oidc/callback?" + query, null, "Cookie", cookie);
  }

  private JsonNode session(Answer back) throws Exception {
    String cookie = setCookie(back, "__Host-kalm-session").replaceFirst(";.*", "");
    return server.send(NOBODY, "GET", "/api/v1/session", null, "Cookie", cookie).json();
  }

  private JsonNode users() throws Exception {
    return server.send(server.admin(), "GET", "/api/v1/users", null).json().get("items");
  }

  private static URI location(Answer answer) {
    return URI.create(answer.headers().firstValue("Location").orElseThrow());
  }

  private static String error(Answer answer) {
    String location = location(answer).toString();
    assertThat(location).startsWith("/sign-in?error=");
    assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(c -> c.contains("kalm-session"));
    return URLDecoder.decode(location.replaceFirst(".*error=", ""), StandardCharsets.UTF_8);
  }

  private static String setCookie(Answer answer, String name) {
    return answer.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith(name + "="))
        .findFirst()
        .orElseThrow();
  }
}
