package dev.kalm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

/** The JSON of each record, to the byte: whoever changes one changes the contract. */
class JsonTest {
  static Stream<Arguments> shapes() {
    String cname =
        """
        {"type":"CNAME","name":"_acme-challenge.myapp.com","value":"%s","status":"ok","detail":null,"cachedUntil":null,"checkedAt":null}\
        """
            .formatted(Examples.TARGET);
    String version =
        """
        {"serial":"4f1be","issuer":"CN=YE1,O=Let's Encrypt,C=US","notBefore":"2026-11-23T11:00:42Z",\
        "notAfter":"2027-02-21T11:00:41Z",\
        "fingerprintSha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f004f1be"}\
        """;
    String problem =
        """
        {"type":"urn:ietf:params:acme:error:dns","title":"DNS problem","status":400,\
        "detail":"The CA could not look up the TXT.","subproblems":[{"type":"urn:ietf:params:acme:error:dns",\
        "detail":"SERVFAIL for _acme-challenge.myapp.com","identifier":{"type":"dns","value":"myapp.com"}}],\
        "kind":"rate-limited","advice":"Remove the broken DS record."}\
        """;
    String head =
        "{\"id\":\"" + Examples.ID + "\",\"names\":[\"*.myapp.com\",\"myapp.com\"],\"status\":\"";
    String middle =
        "\",\"authority\":\"letsencrypt\",\"challenge\":\"dns-01\",\"keyType\":\"ec-p256\",\"profile\":null,";
    String made = ",\"createdAt\":\"2026-11-23T11:00:00Z\",\"createdBy\":\"anna\"}";
    String reference =
        """
        {"id":"%s","names":["*.myapp.com","myapp.com"],"status":"ready","notAfter":"2027-02-21T11:00:41Z"}\
        """
            .formatted(Examples.ID);
    return Stream.of(
        Arguments.of(
            Examples.issuing(IssuanceState.AWAITING_DELEGATION, "Waiting."),
            head
                + "issuing"
                + middle
                + "\"notAfter\":null,\"renewAt\":null,\"version\":null,\"issuance\":{\"state\":\"awaiting-delegation\","
                + "\"detail\":\"Waiting.\",\"problem\":null,\"nextAttemptAt\":null},\"records\":[]"
                + made),
        Arguments.of(
            Examples.ready("4f1be"),
            head
                + "ready"
                + middle
                + "\"notAfter\":\"2027-02-21T11:00:41Z\",\"renewAt\":\"2027-01-22T11:00:41Z\",\"version\":"
                + version
                + ",\"issuance\":{\"state\":\"issued\",\"detail\":\"The certificate is installed.\",\"problem\":null,"
                + "\"nextAttemptAt\":null},\"records\":["
                + cname
                + "]"
                + made),
        Arguments.of(
            Examples.failed(
                Examples.caProblem(ProblemKind.RATE_LIMITED),
                Instant.parse("2026-11-23T12:10:00Z")),
            head
                + "failing"
                + middle
                + "\"notAfter\":null,\"renewAt\":null,\"version\":null,\"issuance\":{\"state\":\"failed\","
                + "\"detail\":\"The attempt failed.\",\"problem\":"
                + problem
                + ",\"nextAttemptAt\":\"2026-11-23T12:10:00Z\"},\"records\":["
                + cname
                + "]"
                + made),
        Arguments.of(
            Examples.zone(ZoneStatus.UNREACHABLE),
            """
            {"name":"acme-d985e9.mycluster.com","nameServers":[{"name":"ns.acme-d985e9.mycluster.com",\
            "addresses":["34.84.45.105"]}],"records":[{"type":"NS","name":"acme-d985e9.mycluster.com",\
            "value":"ns.acme-d985e9.mycluster.com","status":"ok","detail":null,"cachedUntil":null,"checkedAt":null},{"type":"A",\
            "name":"ns.acme-d985e9.mycluster.com","value":"34.84.45.105","status":"ok","detail":null,"cachedUntil":null,"checkedAt":null}],\
            "status":"unreachable","serial":4294967295,"signing":null}\
            """),
        Arguments.of(
            Examples.delegation(RecordStatus.OK),
            "{\"domain\":\"myapp.com\",\"id\":\"8f0f6a0e-3c4b-4c52-9d4f-5a51c4b0c7de\",\"target\":\""
                + Examples.TARGET
                + "\",\"record\":"
                + cname
                + ",\"values\":[\"nP1qzpXGymHBrUEepNY9HCsQk7K8KhOypzEt62jcerQ\"],"
                + "\"checkedAt\":\"2026-11-23T12:00:00Z\",\"certificates\":["
                + reference
                + "],\"certificatesTotal\":1}"),
        Arguments.of(
            Problem.of(400, "Bad request", "Two mistakes.")
                .withErrors(
                    List.of(
                        Problem.Mistake.at("/names/0", "It is bare."),
                        Problem.Mistake.in("limit", "It is 0."))),
            """
            {"type":"about:blank","title":"Bad request","status":400,"detail":"Two mistakes.",\
            "errors":[{"pointer":"#/names/0","detail":"It is bare."},{"name":"limit","detail":"It is 0."}]}\
            """),
        Arguments.of(new Page<>(List.of("a"), null), "{\"items\":[\"a\"],\"next\":null}"),
        Arguments.of(
            new CountedPage<>(List.of("a"), "n", 7),
            "{\"items\":[\"a\"],\"next\":\"n\",\"total\":7}"),
        Arguments.of(
            new Suggestion(SuggestionKind.APEX, "a.com", "*.a.com"),
            "{\"kind\":\"apex\",\"name\":\"a.com\",\"for\":\"*.a.com\"}"),
        Arguments.of(
            new Overview(
                Map.of(CertificateStatus.READY, 2),
                2,
                List.of(new Overview.ExpiryDay(LocalDate.parse("2026-12-01"), 1, 0)),
                List.of(),
                0,
                List.of(),
                Map.of()),
            """
            {"counts":{"pending":0,"issuing":0,"ready":2,"renewing":0,"failing":0,"revoked":0,"expired":0},"total":2,\
            "expiries":[{"date":"2026-12-01","count":1,"failing":0}],"attention":[],"attentionTotal":0,"nextRenewals":[],\
            "delegations":{"ok":0,"missing":0,"wrong":0,"unknown":0}}\
            """),
        Arguments.of(new RenewCertificates(List.of("1")), "{\"ids\":[\"1\"]}"),
        Arguments.of(CreateCertificate.of("a.com"), "{\"names\":[\"a.com\"]}"),
        Arguments.of(
            new CreateCertificate(
                List.of("a.com"), "le", ChallengeType.HTTP_01, KeyType.RSA_2048, "tlsserver"),
            """
            {"names":["a.com"],"authority":"le","challenge":"http-01","keyType":"rsa-2048","profile":"tlsserver"}\
            """),
        Arguments.of(new CreateZone(null), "{}"),
        Arguments.of(new SignZone(Denial.NSEC), "{\"denial\":\"nsec\"}"),
        Arguments.of(
            new RevokeCertificate(RevocationReason.KEY_COMPROMISE),
            "{\"reason\":\"key-compromise\"}"),
        Arguments.of(
            new CertificateExport("f", "c", "l", "k"),
            "{\"fullchain\":\"f\",\"chain\":\"c\",\"certificate\":\"l\",\"privateKey\":\"k\"}"),
        Arguments.of(
            new Health(HealthStatus.OK, "1", null),
            "{\"status\":\"ok\",\"version\":\"1\",\"detail\":null}"));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void writesAndReadsTheContract(Object representation, String json) {
    assertThat(Json.mapper().writeValueAsString(representation)).isEqualTo(json);
    assertThat(Json.strictMapper().readValue(json, representation.getClass()))
        .isEqualTo(representation);
  }

  @Test
  void aListThatIsLeftOutIsAnEmptyOne() {
    assertThat(Json.mapper().readValue("{}", CreateCertificate.class).names()).isEmpty();
    assertThat(Json.mapper().readValue("{}", Problem.class))
        .isEqualTo(Problem.ofType("about:blank", null, null));
  }

  @Test
  void aClientIgnoresWhatItDoesNotKnowAndAServerNamesIt() {
    String json = "{\"names\":[\"a.com\"],\"keytype\":\"rsa-2048\"}";
    assertThat(Json.mapper().readValue(json, CreateCertificate.class))
        .isEqualTo(CreateCertificate.of("a.com"));
    assertThatThrownBy(() -> Json.strictMapper().readValue(json, CreateCertificate.class))
        .isInstanceOf(JacksonException.class)
        .hasMessageContaining("keytype");
  }

  @Test
  void anUnknownSpellingIsRefusedWithTheKnownOnes() {
    assertThat(KeyType.of("rsa-3072")).isEqualTo(KeyType.RSA_3072);
    assertThatThrownBy(() -> KeyType.of("RSA_3072"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'RSA_3072' is not one of: ec-p256, ec-p384, rsa-2048, rsa-3072, rsa-4096");
  }

  @Test
  void secretsStayOutOfToString() {
    assertThat(new CertificateExport("f", "c", "l", "the-key").toString())
        .doesNotContain("the-key");
    assertThat(new ExportPkcs12("the-password").toString()).doesNotContain("the-password");
    assertThat(new Endpoint(java.net.URI.create("https://a.com"), "the-token", null).toString())
        .doesNotContain("the-token");
  }
}
