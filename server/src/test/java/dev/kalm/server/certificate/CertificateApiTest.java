package dev.kalm.server.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kalm.api.Certificate;
import dev.kalm.api.CertificateQuery;
import dev.kalm.api.CertificateSort;
import dev.kalm.api.CertificateStatus;
import dev.kalm.api.CountedPage;
import dev.kalm.api.CreateCertificate;
import dev.kalm.api.IssuanceEntry;
import dev.kalm.api.IssuanceState;
import dev.kalm.api.KalmException;
import dev.kalm.api.Page;
import dev.kalm.api.Problem;
import dev.kalm.api.RenewCertificates;
import dev.kalm.api.RenewedCertificates;
import dev.kalm.api.SortOrder;
import dev.kalm.api.VersionEntry;
import dev.kalm.server.WiredService;
import dev.kalm.server.database.BothDatabases;
import dev.kalm.server.database.Database;
import dev.kalm.server.http.AsCaller;
import dev.kalm.server.key.KeyType;
import dev.kalm.server.key.Pem;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Lists, bulk renewal, histories and key stores, through the REST API. */
class CertificateApiTest {
  private static final Instant NOW = WiredService.NOW;

  @BothDatabases
  void aListIsSearchedSortedAndCounted(Database database) throws Exception {
    try (WiredService kalm = new WiredService(database)) {
      for (String name : List.of("c.com", "a.com", "b.com", "other.org")) {
        kalm.client.createCertificate(CreateCertificate.of(name));
      }
      CertificateQuery query =
          new CertificateQuery(
              ".COM",
              List.of(CertificateStatus.ISSUING),
              null,
              null,
              CertificateSort.NAME,
              SortOrder.DESC);
      CountedPage<Certificate> first = kalm.client.certificates(query, 2, null);
      CountedPage<Certificate> second = kalm.client.certificates(query, 2, first.next());
      assertThat(names(first)).containsExactly("c.com", "b.com");
      assertThat(names(second)).containsExactly("a.com");
      assertThat(first.total()).isEqualTo(3);
      assertThat(second.next()).isNull();
      assertThat(first.items().getFirst().createdAt()).isEqualTo(NOW);
      assertThat(first.items().getFirst().createdBy()).isNotBlank();
      assertThat(kalm.client.certificatesNamed("A.com", 5).items()).hasSize(1);
    }
  }

  private static List<String> names(CountedPage<Certificate> page) {
    return page.items().stream().map(certificate -> certificate.names().getFirst()).toList();
  }

  @BothDatabases
  void aQuestionThatMakesNoSenseIsRefusedInWords(Database database) throws Exception {
    try (WiredService kalm = new WiredService(database)) {
      kalm.client.createCertificate(CreateCertificate.of("a.com"));
      kalm.client.createCertificate(CreateCertificate.of("b.com"));
      String cursor = kalm.client.certificates(CertificateQuery.ALL, 1, null).next();
      CertificateQuery byName =
          new CertificateQuery(null, List.of(), null, null, CertificateSort.NAME, null);
      assertThat(refusal(() -> kalm.client.certificates(byName, 1, cursor)).detail())
          .contains("cursor", "same sort and order");
      assertThat(refusal(() -> kalm.client.certificates(byName, 1, "nonsense!")).status())
          .isEqualTo(400);
      assertThat(get(kalm, "/certificates?status=ready,broken").body())
          .contains("'broken' is not one of: pending, issuing, ready");
      assertThat(get(kalm, "/certificates?sort=size").body()).contains("not-after");
      assertThat(get(kalm, "/certificates?search=" + "a".repeat(254)).statusCode()).isEqualTo(400);
    }
  }

  private static Problem refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(KalmException.class, call).problem();
  }

  @BothDatabases
  void severalAreRenewedAndEachRefusalHasItsReason(Database database) throws Exception {
    try (WiredService kalm = new WiredService(database)) {
      String own =
          ListedCertificates.write(
              database, ListedCertificates.Wanted.of(NOW, "www.a.com").until(NOW.plusSeconds(99)));
      String foreign =
          ListedCertificates.write(
              database, ListedCertificates.Wanted.of(NOW, "*.b.com").until(NOW.plusSeconds(99)));
      RenewedCertificates renewed =
          AsCaller.asOperator(
              List.of("a.com"),
              () ->
                  kalm.renewal.renew(new RenewCertificates(List.of(own, "nothing", foreign, own))));
      assertThat(renewed.renewed()).containsExactly(own);
      assertThat(renewed.refused())
          .extracting(refused -> refused.id() + " " + refused.problem().status())
          .containsExactly("nothing 404", foreign + " 403");
      assertThat(kalm.client.certificate(own).value().status())
          .isEqualTo(CertificateStatus.RENEWING);
      assertThat(kalm.client.certificate(foreign).value().status())
          .isEqualTo(CertificateStatus.READY);
      assertThat(kalm.client.renew(new RenewCertificates(List.of(foreign))).renewed())
          .containsExactly(foreign);
      assertThat(refusal(() -> kalm.client.renew(new RenewCertificates(List.of()))).status())
          .isEqualTo(400);
      List<String> many = new ArrayList<>();
      for (int number = 0; number <= BulkRenewal.LIMIT; number++) {
        many.add("id" + number);
      }
      assertThat(refusal(() -> kalm.client.renew(new RenewCertificates(many))).detail())
          .contains("1001");
    }
  }

  @BothDatabases
  void historiesRunFromTheNewestBack(Database database) throws Exception {
    try (WiredService kalm = new WiredService(database)) {
      String id = kalm.client.createCertificate(CreateCertificate.of("a.com")).value().id();
      for (int number = 1; number <= 3; number++) {
        install(kalm, id, NOW.minusSeconds(1000 - number));
      }
      Page<IssuanceEntry> first = kalm.client.issuances(id, 3, null);
      Page<IssuanceEntry> second = kalm.client.issuances(id, 3, first.next());
      assertThat(first.items().getFirst().state()).isEqualTo(IssuanceState.ORDERING);
      assertThat(first.items().getFirst().finishedAt()).isNull();
      assertThat(first.items().getFirst().serial()).isNull();
      assertThat(first.items().get(1).state()).isEqualTo(IssuanceState.ISSUED);
      assertThat(first.items().get(1).finishedAt()).isNotNull();
      assertThat(second.items()).hasSize(1);
      assertThat(second.next()).isNull();

      Page<VersionEntry> versions = kalm.client.versions(id, 2, null);
      Page<VersionEntry> rest = kalm.client.versions(id, 2, versions.next());
      assertThat(versions.items()).extracting(VersionEntry::current).containsExactly(true, false);
      assertThat(rest.items()).extracting(VersionEntry::current).containsExactly(false);
      assertThat(first.items().get(1).serial()).isEqualTo(versions.items().getFirst().serial());
      assertThat(refusal(() -> kalm.client.versions("none", 2, null)).status()).isEqualTo(404);
      assertThat(refusal(() -> kalm.client.issuances(id, 2, "x")).status()).isEqualTo(400);
    }
  }

  @BothDatabases
  void aKeyStoreOpensWithItsPasswordAndHoldsTheChainAndTheKey(Database database) throws Exception {
    try (WiredService kalm = new WiredService(database)) {
      String id = kalm.client.createCertificate(CreateCertificate.of("*.a.com")).value().id();
      String path = "/certificates/" + id + "/export/pkcs12";
      assertThat(post(kalm, path, "{\"password\":\"long enough\"}").statusCode()).isEqualTo(409);
      KeyPair key = install(kalm, id, NOW);
      HttpResponse<byte[]> answer = post(kalm, path, "{\"password\":\"long enough\"}");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-pkcs12");
      assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(answer.headers().firstValue("Content-Disposition"))
          .contains("attachment; filename=\"a.com.p12\"");
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(answer.body()), "long enough".toCharArray());
      assertThat(store.getKey("*.a.com", "long enough".toCharArray())).isEqualTo(key.getPrivate());
      assertThat(store.getCertificate("*.a.com").getPublicKey()).isEqualTo(key.getPublic());
      for (String password : List.of("short", "ümlaut enough", "a".repeat(257))) {
        HttpResponse<byte[]> refused = post(kalm, path, "{\"password\":\"" + password + "\"}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(new String(refused.body(), StandardCharsets.UTF_8))
            .contains("#/password")
            .doesNotContain(password);
      }
      assertThat(post(kalm, path, "{}").statusCode()).isEqualTo(400);
    }
  }

  /** As an issuance does. */
  private static KeyPair install(WiredService kalm, String certificate, Instant at)
      throws Exception {
    String issuance = UUID.randomUUID().toString();
    KeyPair key = KeyType.EC_P256.generate();
    X500Name name = new X500Name("CN=test");
    Date notAfter = Date.from(at.plusSeconds(10_000));
    X509Certificate issued =
        new JcaX509CertificateConverter()
            .getCertificate(
                new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.valueOf(at.getEpochSecond()),
                        Date.from(at),
                        notAfter,
                        name,
                        key.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate())));
    kalm.database.useTransaction(transaction -> {
      transaction
          .handle()
          .execute(
              "INSERT INTO issuance (id, certificate_id, state, data, detail, failures, revision, started_at, updated_at, finished_at)"
                  + " VALUES (?, ?, 'issued', '{\"state\":\"issued\",\"version\":\"v\"}', 'installed', 0, 0, ?, 1, ?)",
              issuance,
              certificate,
              at.toEpochMilli(),
              at.toEpochMilli());
      new CertificateStore()
          .install(
              transaction,
              new CertificateVersion(
                  UUID.randomUUID().toString(),
                  certificate,
                  issuance,
                  Pem.certificates(List.of(issued)),
                  kalm.sealer.seal(
                      Pem.privateKey(key.getPrivate()).getBytes(StandardCharsets.US_ASCII),
                      CertificateVersion.keyContext(issuance)),
                  issued.getSerialNumber().toString(16),
                  "CN=test",
                  at,
                  notAfter.toInstant(),
                  "ff",
                  at,
                  null),
              at.plusSeconds(5000));
    });
    return key;
  }

  private static HttpResponse<byte[]> post(WiredService kalm, String path, String json)
      throws Exception {
    return send(
        kalm,
        request(kalm, path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)),
        BodyHandlers.ofByteArray());
  }

  private static HttpResponse<String> get(WiredService kalm, String path) throws Exception {
    return send(kalm, request(kalm, path), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(WiredService kalm, String path) {
    return HttpRequest.newBuilder(URI.create(kalm.endpoint.url() + "/api/v1" + path))
        .header("Authorization", "Bearer " + kalm.endpoint.token());
  }

  private static <T> HttpResponse<T> send(
      WiredService kalm, HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
      throws Exception {
    KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
    anchors.load(null, null);
    anchors.setCertificateEntry(
        "api",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(
                    kalm.endpoint.trustAnchors().getBytes(StandardCharsets.US_ASCII))));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(anchors);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    try (HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
      return client.send(request.build(), body);
    }
  }
}
