package dev.kalm.server.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.ChallengeType;
import dev.kalm.server.database.BothDatabases;
import dev.kalm.server.database.Database;
import dev.kalm.server.key.KeyType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

class CertificateStoreContractTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123Z");
  private final CertificateStore store = new CertificateStore();

  @BothDatabases
  void aCertificateComesBackAsItWasWrittenWithItsNamesInOrder(Database database) {
    Certificate written = certificate(NOW, List.of("z.com", "*.a.com", "a.com"));
    database.useTransaction(transaction -> store.insert(transaction, written));
    Optional<Certificate> found = database.read(handle -> store.find(handle, written.id()));
    assertThat(found).contains(written);
    Optional<Certificate> none = database.read(handle -> store.find(handle, "none"));
    assertThat(none).isEmpty();
  }

  @BothDatabases
  void certificatesAreFoundByAnyOfTheirNames(Database database) {
    Certificate one = certificate(NOW, List.of("a.com", "*.b.com"));
    Certificate two = certificate(NOW.plusMillis(1), List.of("*.b.com"));
    database.useTransaction(transaction -> {
      store.insert(transaction, one);
      store.insert(transaction, two);
    });
    List<Certificate> both = database.read(handle -> store.named(handle, "*.b.com", 10));
    List<Certificate> first = database.read(handle -> store.named(handle, "*.b.com", 1));
    List<Certificate> none = database.read(handle -> store.named(handle, "b.com", 10));
    assertThat(both).containsExactly(one, two);
    assertThat(first).containsExactly(one);
    assertThat(none).isEmpty();
  }

  @BothDatabases
  void anInstalledVersionIsTheCurrentOneUntilTheNext(Database database) {
    Certificate certificate = certificate(NOW, List.of("a.com"));
    database.useTransaction(transaction -> store.insert(transaction, certificate));
    Instant renewAt = NOW.plusSeconds(1000);
    for (int number = 1; number <= 2; number++) {
      CertificateVersion version = version(database, certificate, "v" + number);
      database.useTransaction(transaction -> store.install(transaction, version, renewAt));
      CertificateVersion current =
          database
              .read(handle -> store.currentVersions(handle, List.of(certificate.id())))
              .get(certificate.id());
      assertThat(current).usingRecursiveComparison().isEqualTo(version);
    }
    List<CertificateVersion> all =
        database.read(handle -> store.versions(handle, certificate.id()));
    assertThat(all).hasSize(2);
    assertThat(
            database.read(handle -> store.find(handle, certificate.id())).orElseThrow().renewAt())
        .isEqualTo(renewAt);
  }

  @BothDatabases
  void aRevokedVersionSaysWhen(Database database) {
    Certificate certificate = certificate(NOW, List.of("a.com"));
    database.useTransaction(transaction -> store.insert(transaction, certificate));
    CertificateVersion version = version(database, certificate, "v");
    database.useTransaction(transaction -> {
      store.install(transaction, version, NOW);
      store.markRevoked(transaction, version.id(), NOW);
      store.updateRenewAt(transaction, certificate.id(), null);
    });
    assertThat(
            database
                .read(handle -> store.versions(handle, certificate.id()))
                .getFirst()
                .revokedAt())
        .isEqualTo(NOW);
    assertThat(
            database.read(handle -> store.find(handle, certificate.id())).orElseThrow().renewAt())
        .isNull();
  }

  private static Certificate certificate(Instant createdAt, List<String> names) {
    return new Certificate(
        UUID.randomUUID().toString(),
        names,
        "pebble",
        ChallengeType.DNS_01,
        KeyType.RSA_2048,
        Optional.of("classic"),
        createdAt,
        null,
        Optional.of("anna"));
  }

  private static CertificateVersion version(Database database, Certificate certificate, String id) {
    String issuance = UUID.randomUUID().toString();
    database.useTransaction(transaction ->
        transaction
            .handle()
            .execute(
                "INSERT INTO issuance (id, certificate_id, state, data, detail, failures, revision, started_at, updated_at, finished_at)"
                    + " VALUES (?, ?, 'issued', '{}', '', 0, 0, 1, 1, 1)",
                issuance,
                certificate.id()));
    return new CertificateVersion(
        id,
        certificate.id(),
        issuance,
        "chain",
        "sealed".getBytes(StandardCharsets.US_ASCII),
        "0a",
        "CN=issuer",
        NOW,
        NOW.plusSeconds(9),
        "ff",
        NOW,
        null);
  }
}
