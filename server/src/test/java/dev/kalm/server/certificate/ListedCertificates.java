package dev.kalm.server.certificate;

import dev.kalm.api.CertificateStatus;
import dev.kalm.api.ChallengeType;
import dev.kalm.api.Issuance;
import dev.kalm.api.IssuanceState;
import dev.kalm.server.database.Database;
import dev.kalm.server.database.Transaction;
import dev.kalm.server.key.KeyType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Certificates in every state that the tables can be in, written as the service writes them. */
public final class ListedCertificates {
  private static final CertificateStore STORE = new CertificateStore();
  private static final CertificateListStore LIST = new CertificateListStore();

  private ListedCertificates() {}

  /**
   * What a certificate is to look like.
   *
   * @param underWay the state of its unfinished issuance; null without one
   * @param notAfter of its version; null without one
   */
  public record Wanted(
      List<String> names,
      Instant createdAt,
      @Nullable IssuanceState underWay,
      @Nullable Instant notAfter,
      boolean revoked) {

    public static Wanted of(Instant createdAt, String... names) {
      return new Wanted(List.of(names), createdAt, null, null, false);
    }

    public Wanted underWay(IssuanceState state) {
      return new Wanted(names, createdAt, state, notAfter, revoked);
    }

    public Wanted until(Instant end) {
      return new Wanted(names, createdAt, underWay, end, revoked);
    }

    public Wanted isRevoked() {
      return new Wanted(names, createdAt, underWay, notAfter, true);
    }

    /** What the view makes of it. */
    CertificateStatus status(Instant now) {
      return CertificateView.status(
          notAfter == null ? null : version("v", "c", "i", notAfter, revoked),
          underWay == null ? null : new Issuance(underWay, "", null, null),
          now);
    }
  }

  /** Writes it, and returns its id. */
  public static String write(Database database, Wanted wanted) {
    return database.inTransaction(transaction -> write(transaction, wanted));
  }

  private static String write(Transaction transaction, Wanted wanted) {
    String id = UUID.randomUUID().toString();
    boolean wildcard = wanted.names.stream().anyMatch(CertificateNames::isWildcard);
    STORE.insert(
        transaction,
        new Certificate(
            id,
            wanted.names,
            wildcard ? "pebble" : "letsencrypt",
            wildcard ? ChallengeType.DNS_01 : ChallengeType.HTTP_01,
            KeyType.EC_P256,
            Optional.empty(),
            wanted.createdAt,
            null,
            Optional.empty()));
    if (wanted.notAfter != null) {
      String issuance = issuance(transaction, id, "issued", true);
      CertificateVersion version =
          version(UUID.randomUUID().toString(), id, issuance, wanted.notAfter, false);
      STORE.install(transaction, version, wanted.notAfter.minusSeconds(1000));
      if (wanted.revoked) {
        STORE.markRevoked(transaction, version.id(), wanted.createdAt);
        STORE.updateRenewAt(transaction, id, null);
      }
    }
    if (wanted.underWay != null) {
      issuance(transaction, id, wanted.underWay.toString(), false);
    }
    LIST.refresh(transaction, id);
    return id;
  }

  private static String issuance(
      Transaction transaction, String certificate, String state, boolean finished) {
    String id = UUID.randomUUID().toString();
    transaction
        .handle()
        .execute(
            "INSERT INTO issuance (id, certificate_id, state, data, detail, failures, revision, started_at, updated_at, finished_at)"
                + " VALUES (?, ?, ?, '{}', '', 0, 0, 1, 1, ?)",
            id,
            certificate,
            state,
            finished ? 1L : null);
    return id;
  }

  private static CertificateVersion version(
      String id, String certificate, String issuance, Instant notAfter, boolean revoked) {
    return new CertificateVersion(
        id,
        certificate,
        issuance,
        "chain",
        "sealed".getBytes(StandardCharsets.US_ASCII),
        "0a",
        "CN=issuer",
        notAfter.minusSeconds(10_000),
        notAfter,
        "ff",
        notAfter.minusSeconds(10_000),
        revoked ? notAfter : null);
  }
}
