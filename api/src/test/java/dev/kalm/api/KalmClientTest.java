package dev.kalm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kalm.api.ScriptedServer.Request;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KalmClientTest {
  private static final KalmClient.Limits SHORT =
      new KalmClient.Limits(Duration.ofSeconds(2), Duration.ofMillis(300), 10_000);
  private static final String PATH = "/certificates/" + Examples.ID;

  private ScriptedServer server;
  private KalmClient client;

  @BeforeEach
  void start() throws Exception {
    server = new ScriptedServer();
    client = new KalmClient(endpoint(ScriptedServer.TOKEN));
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private Endpoint endpoint(String token) throws Exception {
    return new Endpoint(server.url(), token, server.trustAnchor());
  }

  private static KalmException failure(ThrowingCallable call) {
    return catchThrowableOfType(KalmException.class, call);
  }

  @Test
  void asksTheSettingsRoutesAsTheContractSays() throws Exception {
    Settings settings =
        new Settings(
            new Settings.ClusterSetting("a.com", List.of("192.0.2.1"), SettingSource.DATABASE),
            List.of(),
            new Settings.ResolverSetting(List.of(), SettingSource.NONE),
            null,
            List.of(MissingSetting.AUTHORITY));
    ClusterDetection detection = new ClusterDetection(List.of(), "a.com");
    ClusterFindings findings =
        new ClusterFindings(
            List.of(new ClusterFindings.Finding("a.com", RecordStatus.OK, "It is.", null)));
    AuthorityDirectory directory =
        new AuthorityDirectory(null, "https://ca.com", true, Map.of("tls", "1"), List.of("ca"));
    server
        .on("GET /settings", ScriptedServer.json(200, settings))
        .on("PUT /settings/cluster", ScriptedServer.json(200, settings))
        .on("PUT /settings/resolver", ScriptedServer.json(200, settings))
        .on("PUT /settings/authorities/mine", ScriptedServer.json(200, settings))
        .on("DELETE /settings/authorities/mine", ScriptedServer.json(200, settings))
        .on("GET /settings/cluster/detection", ScriptedServer.json(200, detection))
        .on("POST /settings/cluster/check", ScriptedServer.json(200, findings))
        .on("POST /settings/authorities/probe", ScriptedServer.json(200, directory));

    SetCluster cluster = new SetCluster("a.com", List.of("192.0.2.1"));
    assertThat(client.settings()).isEqualTo(settings);
    assertThat(client.setCluster(cluster)).isEqualTo(settings);
    assertThat(client.setResolver(new SetResolver(List.of("9.9.9.9")))).isEqualTo(settings);
    SetAuthority authority = new SetAuthority("https://ca.com/dir", null, true, null, null, true);
    assertThat(client.setAuthority("mine", authority)).isEqualTo(settings);
    assertThat(client.deleteAuthority("mine")).isEqualTo(settings);
    assertThat(client.detectCluster()).isEqualTo(detection);
    assertThat(client.checkCluster(cluster)).isEqualTo(findings);
    assertThat(client.probeAuthority(new ProbeAuthority("https://ca.com/dir", null)))
        .isEqualTo(directory);
    assertThat(server.requests())
        .extracting(Request::body)
        .contains(
            "{\"domain\":\"a.com\",\"addresses\":[\"192.0.2.1\"]}",
            "{\"servers\":[\"9.9.9.9\"]}",
            "{\"directory\":\"https://ca.com/dir\",\"email\":null,\"termsOfServiceAgreed\":true,\"trust\":null,\"externalAccountBinding\":null,\"default\":true}");
  }

  @Test
  void asksEachRouteAsTheContractSays() throws Exception {
    Certificate ready = Examples.ready("4f");
    Delegation delegation = Examples.delegation(RecordStatus.OK);
    ValidationZone zone = Examples.zone(ZoneStatus.READY);
    CertificateExport export = new CertificateExport("f", "c", "l", "k");
    server
        .on("POST /certificates", ScriptedServer.json(201, ready))
        .on("GET /certificates", ScriptedServer.json(200, new Page<>(List.of(ready), "n")))
        .on("GET " + PATH, ScriptedServer.json(200, ready))
        .on("POST " + PATH + "/renew", ScriptedServer.json(202, ready))
        .on("POST " + PATH + "/revoke", ScriptedServer.json(200, ready))
        .on("DELETE " + PATH, ScriptedServer.text(204, ""))
        .on("GET " + PATH + "/export", ScriptedServer.json(200, export))
        .on("GET /zone", ScriptedServer.json(200, zone))
        .on("POST /zone", ScriptedServer.json(201, zone))
        .on("POST /zone/check", ScriptedServer.json(200, zone))
        .on("GET /zones", ScriptedServer.json(200, new Page<>(List.of(zone), null)))
        .on("POST /zone/sign", ScriptedServer.json(200, zone))
        .on("POST /zone/rollover", ScriptedServer.json(200, zone))
        .on("POST /zone/unsign", ScriptedServer.json(200, zone))
        .on("GET /zone/log", ScriptedServer.json(200, new QueryLog("node", List.of(), "9")))
        .on("GET /delegations", ScriptedServer.json(200, new Page<>(List.of(delegation), null)))
        .on("GET /delegations/myapp.com", ScriptedServer.json(200, delegation))
        .on("POST /delegations/myapp.com/check", ScriptedServer.json(200, delegation))
        .on("GET /health", ScriptedServer.json(503, new Health(HealthStatus.FAILING, "1", "No.")));

    assertThat(client.createCertificate(CreateCertificate.of("*.myapp.com")).value())
        .isEqualTo(ready);
    assertThat(client.certificates(5, "a b&c").next()).isEqualTo("n");
    Tagged<Certificate> tagged = client.certificate(Examples.ID);
    assertThat(client.awaitChange(Examples.ID, "\"1+f\"", Duration.ofMinutes(5))).isEqualTo(tagged);
    assertThat(client.renew(Examples.ID).value()).isEqualTo(ready);
    assertThat(client.revoke(Examples.ID, RevocationReason.SUPERSEDED).value()).isEqualTo(ready);
    client.delete(Examples.ID);
    assertThat(client.export(Examples.ID)).isEqualTo(export);
    assertThat(client.zone()).isEqualTo(zone);
    assertThat(client.createZone()).isEqualTo(zone);
    assertThat(client.checkZone()).isEqualTo(zone);
    assertThat(client.zones().items()).containsExactly(zone);
    assertThat(client.zone("z.org")).isEqualTo(zone);
    assertThat(client.createZone(new CreateZone("other.org"))).isEqualTo(zone);
    assertThat(client.checkZone("z.org")).isEqualTo(zone);
    assertThat(client.signZone(null, new SignZone(null))).isEqualTo(zone);
    assertThat(client.rollover("z.org")).isEqualTo(zone);
    assertThat(client.unsignZone("z.org")).isEqualTo(zone);
    assertThat(client.queryLog("myapp.com", 7, "4").items()).isEmpty();
    assertThat(client.queryLog(null, 7, null).next()).isEqualTo("9");
    assertThat(client.delegations(100, null).items()).containsExactly(delegation);
    assertThat(client.delegation("myapp.com")).isEqualTo(delegation);
    assertThat(client.checkDelegation("myapp.com")).isEqualTo(delegation);
    assertThat(client.health().status()).isEqualTo(HealthStatus.FAILING);

    assertThat(server.requests())
        .containsExactly(
            new Request("POST /certificates", "{\"names\":[\"*.myapp.com\"]}"),
            new Request("GET /certificates?limit=5&cursor=a%20b%26c", ""),
            new Request("GET " + PATH, ""),
            new Request("GET " + PATH + "?waitFor=%221%2Bf%22&timeout=60", ""),
            new Request("POST " + PATH + "/renew", ""),
            new Request("POST " + PATH + "/revoke", "{\"reason\":\"superseded\"}"),
            new Request("DELETE " + PATH, ""),
            new Request("GET " + PATH + "/export", ""),
            new Request("GET /zone", ""),
            new Request("POST /zone", "{}"),
            new Request("POST /zone/check", ""),
            new Request("GET /zones", ""),
            new Request("GET /zone?zone=z.org", ""),
            new Request("POST /zone", "{\"domain\":\"other.org\"}"),
            new Request("POST /zone/check?zone=z.org", ""),
            new Request("POST /zone/sign", "{}"),
            new Request("POST /zone/rollover?zone=z.org", ""),
            new Request("POST /zone/unsign?zone=z.org", ""),
            new Request("GET /zone/log?limit=7&delegation=myapp.com&after=4", ""),
            new Request("GET /zone/log?limit=7", ""),
            new Request("GET /delegations?limit=100", ""),
            new Request("GET /delegations/myapp.com", ""),
            new Request("POST /delegations/myapp.com/check", ""),
            new Request("GET /health", ""));
  }

  @Test
  void asksForListsHistoriesAndTheOverviewAsTheContractSays() throws Exception {
    Certificate ready = Examples.ready("4f");
    CertificatePreview preview =
        new CertificatePreview(List.of(), null, null, List.of(), List.of(), List.of(), List.of());
    Overview overview =
        new Overview(Map.of(), 0, List.of(), List.of(), 0, List.of(), Map.of(RecordStatus.OK, 3));
    server
        .on(
            "GET /certificates",
            ScriptedServer.json(200, new CountedPage<>(List.of(ready), "n", 9)))
        .on("POST /certificates/preview", ScriptedServer.json(200, preview))
        .on(
            "POST /certificates/renew",
            ScriptedServer.json(200, new RenewedCertificates(List.of("1"), List.of())))
        .on("GET " + PATH + "/issuances", ScriptedServer.json(200, new Page<>(List.of(), "i")))
        .on("GET " + PATH + "/versions", ScriptedServer.json(200, new Page<>(List.of(), "v")))
        .on("GET /overview", ScriptedServer.json(200, overview))
        .on("DELETE /delegations/myapp.com", ScriptedServer.text(204, ""));
    CertificateQuery query =
        new CertificateQuery(
            "müller & co",
            List.of(CertificateStatus.FAILING, CertificateStatus.EXPIRED),
            ChallengeType.DNS_01,
            "le",
            CertificateSort.NOT_AFTER,
            SortOrder.DESC);

    assertThat(client.certificates(query, 5, "c").total()).isEqualTo(9);
    assertThat(client.certificates(CertificateQuery.ALL, 5, null).page().next()).isEqualTo("n");
    assertThat(client.previewCertificate(CreateCertificate.of("a.com"))).isEqualTo(preview);
    assertThat(client.renew(new RenewCertificates(List.of("1", "2"))).renewed())
        .containsExactly("1");
    assertThat(client.issuances(Examples.ID, 2, null).next()).isEqualTo("i");
    assertThat(client.versions(Examples.ID, 2, "v1").next()).isEqualTo("v");
    assertThat(client.overview()).isEqualTo(overview);
    client.deleteDelegation("myapp.com", "myapp.com");

    assertThat(server.requests())
        .containsExactly(
            new Request(
                "GET /certificates?limit=5&cursor=c&search=m%C3%BCller%20%26%20co&status=failing%2Cexpired"
                    + "&challenge=dns-01&authority=le&sort=not-after&order=desc",
                ""),
            new Request("GET /certificates?limit=5", ""),
            new Request("POST /certificates/preview", "{\"names\":[\"a.com\"]}"),
            new Request("POST /certificates/renew", "{\"ids\":[\"1\",\"2\"]}"),
            new Request("GET " + PATH + "/issuances?limit=2", ""),
            new Request("GET " + PATH + "/versions?limit=2&cursor=v1", ""),
            new Request("GET /overview", ""),
            new Request("DELETE /delegations/myapp.com?confirm=myapp.com", ""));
  }

  @Test
  void throwsTheServersProblemWhole() {
    Problem problem =
        Problem.of(400, "Bad request", "One name is wrong.")
            .withErrors(List.of(Problem.Mistake.at("/names/0", "com is a public suffix.")))
            .withAdvice("Correct it.");
    server.on("POST /certificates", ScriptedServer.json(400, problem));

    KalmException failure = failure(() -> client.createCertificate(CreateCertificate.of("com")));

    assertThat(failure.problem()).isEqualTo(problem);
    assertThat(failure).hasMessage("One name is wrong. Correct it.");
  }

  @Test
  void aWrongTokenSaysWhereTheRightOneIs() throws Exception {
    try (KalmClient stranger = new KalmClient(endpoint("wrong"))) {
      KalmException failure = failure(stranger::zone);
      assertThat(failure.status()).isEqualTo(401);
      assertThat(failure.problem().kind()).isEqualTo(ProblemKind.USER_ACTION);
      assertThat(failure).hasMessageContaining("KALM_TOKEN").hasMessageContaining("admin.token");
      assertThat(failure.getMessage()).doesNotContain("wrong");
    }
  }

  @Test
  void anErrorThatIsNotJsonIsStillAProblem() {
    server.on("GET /zone", ScriptedServer.text(502, "<h1>proxy</h1>"));
    KalmException failure = failure(client::zone);
    assertThat(failure.status()).isEqualTo(502);
    assertThat(failure.problem().kind()).isEqualTo(ProblemKind.TRANSIENT);
    assertThat(failure).hasMessageContaining("HTTP 502").hasMessageContaining(server.url() + "");
  }

  @Test
  void anAnswerThatIsNotTheContractsSaysSo() {
    server.on(
        "GET /zone",
        ScriptedServer.text(200, "<h1>hello</h1>"),
        ScriptedServer.json(200, "null"),
        ScriptedServer.json(200, "{\"status\":\"sideways\"}"));
    for (int i = 0; i < 3; i++) {
      assertThat(failure(client::zone)).hasMessageContaining("is not what this version of Kalm");
    }
  }

  @Test
  void aServerThatStaysSilentOrStallsOrCutsOrFloodsIsLeft() throws Exception {
    server.on(
        "GET /zone",
        server.silence(),
        server.stall(),
        ScriptedServer.cut(),
        ScriptedServer.text(200, " ".repeat(10_001)));
    try (KalmClient hurried = new KalmClient(endpoint(ScriptedServer.TOKEN), SHORT)) {
      assertThat(failure(hurried::zone)).hasMessageContaining("did not answer within");
      assertThat(failure(hurried::zone)).hasMessageContaining("did not answer within");
      assertThat(failure(hurried::zone)).hasMessageContaining("broke");
      assertThat(failure(hurried::zone)).hasMessageContaining("broke");
    }
  }

  @Test
  void aLongPollMayTakeItsTimeOnTopOfTheLimit() throws Exception {
    server.on(
        "GET " + PATH,
        exchange -> {
          // Longer than the limit of an ordinary call.
          java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(600).toNanos());
          ScriptedServer.json(200, Examples.ready("4f")).to(exchange);
        });
    try (KalmClient hurried = new KalmClient(endpoint(ScriptedServer.TOKEN), SHORT)) {
      assertThat(hurried.awaitChange(Examples.ID, "\"1\"", Duration.ofSeconds(5)).value())
          .isEqualTo(Examples.ready("4f"));
    }
  }

  @Test
  void nothingListeningSaysToStartIt() throws Exception {
    int port;
    try (ServerSocket taken = new ServerSocket(0)) {
      port = taken.getLocalPort();
    }
    try (KalmClient lost =
        new KalmClient(new Endpoint(URI.create("https://127.0.0.1:" + port), "t", null))) {
      KalmException failure = failure(lost::zone);
      assertThat(failure).hasMessageContaining("kalm serve").hasMessageContaining("KALM_URL");
      assertThat(failure.problem().kind()).isEqualTo(ProblemKind.TRANSIENT);
    }
  }

  @Test
  void aCertificateOfAStrangerIsRefused() throws Exception {
    String other = ScriptedServer.pem(ScriptedServer.selfSigned("ip:127.0.0.1"));
    try (KalmClient careful = new KalmClient(new Endpoint(server.url(), "t", other));
        KalmClient standard = new KalmClient(new Endpoint(server.url(), "t", null))) {
      assertThat(failure(careful::zone)).hasMessageContaining("KALM_CA");
      assertThat(failure(standard::zone)).hasMessageContaining("KALM_CA");
    }
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aTrustedCertificateForAnotherNameIsRefused() throws Exception {
    var identity = ScriptedServer.selfSigned("dns:elsewhere.example");
    try (ScriptedServer elsewhere = new ScriptedServer(identity);
        KalmClient careful =
            new KalmClient(new Endpoint(elsewhere.url(), "t", ScriptedServer.pem(identity)))) {
      assertThat(failure(careful::zone)).hasMessageContaining("is for another name");
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @Test
  void plainHttpWhereTlsIsExpectedSaysWhichPort() throws Exception {
    try (ServerSocket plain = new ServerSocket(0)) {
      Thread.ofVirtual()
          .start(() -> {
            try (var socket = plain.accept()) {
              socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
              socket.getInputStream().readAllBytes();
            } catch (java.io.IOException e) {
              // The client leaves, as it should.
            }
          });
      URI url = URI.create("https://127.0.0.1:" + plain.getLocalPort());
      try (KalmClient lost = new KalmClient(new Endpoint(url, "t", null))) {
        assertThat(failure(lost::zone)).hasMessageContaining("No TLS connection");
      }
    }
  }

  @Test
  void aTrustAnchorThatIsNoneIsRefusedAtOnce() {
    KalmException failure =
        failure(() -> new KalmClient(new Endpoint(server.url(), "t", "not PEM")).close());
    assertThat(failure).hasMessageContaining("KALM_CA");
  }

  @Test
  void aTokenIsNotSentOverPlainHttpToAnotherMachine() {
    assertThat(new Endpoint(URI.create("http://127.0.0.1:8080/api/v1/"), "t", null).url())
        .isEqualTo(URI.create("http://127.0.0.1:8080"));
    for (String url : List.of("http://kalm.example.com", "ftp://localhost", "kalm", "https:///x")) {
      assertThat(
              catchThrowableOfType(
                  IllegalArgumentException.class, () -> new Endpoint(URI.create(url), "t", null)))
          .hasMessageContaining("https://");
    }
  }
}
