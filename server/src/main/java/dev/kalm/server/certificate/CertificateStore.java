package dev.kalm.server.certificate;

import dev.kalm.api.ChallengeType;
import dev.kalm.api.VersionEntry;
import dev.kalm.server.database.Moments;
import dev.kalm.server.database.Transaction;
import dev.kalm.server.key.KeyType;
import dev.kalm.server.name.SearchText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Certificates, their names and their versions. */
public final class CertificateStore {
  private static final String COLUMNS =
      "SELECT id, authority, challenge, key_type, profile, created_at, renew_at, created_by FROM certificate ";
  private static final String VERSION_COLUMNS =
      "SELECT v.id, v.certificate_id, v.issuance_id, v.chain, v.key_sealed, v.serial, v.issuer, v.not_before, v.not_after,"
          + " v.fingerprint, v.created_at, v.revoked_at FROM certificate_version v ";
  private static final RowMapper<CertificateVersion> VERSION =
      (row, context) -> {
        return new CertificateVersion(
            row.getString("id"),
            row.getString("certificate_id"),
            row.getString("issuance_id"),
            row.getString("chain"),
            row.getBytes("key_sealed"),
            row.getString("serial"),
            row.getString("issuer"),
            Instant.ofEpochMilli(row.getLong("not_before")),
            Instant.ofEpochMilli(row.getLong("not_after")),
            row.getString("fingerprint"),
            Instant.ofEpochMilli(row.getLong("created_at")),
            Moments.orNull(row, "revoked_at"));
      };

  /** A certificate's row, its names apart. */
  private record Row(
      String id,
      String authority,
      String challenge,
      String keyType,
      @Nullable String profile,
      long createdAt,
      long renewAt,
      @Nullable String createdBy) {}

  private static final RowMapper<Row> ROW =
      (row, context) ->
          new Row(
              row.getString("id"),
              row.getString("authority"),
              row.getString("challenge"),
              row.getString("key_type"),
              row.getString("profile"),
              row.getLong("created_at"),
              row.getLong("renew_at"),
              row.getString("created_by"));

  /** How many certificates each authority has; without those that have none. */
  public Map<String, Integer> byAuthority(Handle handle) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    handle
        .createQuery("SELECT authority, COUNT(*) AS number FROM certificate GROUP BY authority")
        .map((row, _) -> Map.entry(row.getString("authority"), row.getInt("number")))
        .forEach(entry -> numbers.put(entry.getKey(), entry.getValue()));
    return numbers;
  }

  public void insert(Transaction transaction, Certificate certificate) {
    Instant renewAt = certificate.renewAt();
    transaction
        .handle()
        .createUpdate(
            "INSERT INTO certificate (id, authority, challenge, key_type, profile, created_at, renew_at, created_by, sort_name, search)"
                + " VALUES (:id, :authority, :challenge, :keyType, :profile, :createdAt, :renewAt, :createdBy, :sortName, :search)")
        .bind("id", certificate.id())
        .bind("authority", certificate.authority())
        .bind("challenge", certificate.challenge().toString())
        .bind("keyType", certificate.keyType().id())
        .bind("profile", certificate.profile().orElse(null))
        .bind("createdAt", certificate.createdAt().toEpochMilli())
        .bind("renewAt", renewAt == null ? null : renewAt.toEpochMilli())
        .bind("createdBy", certificate.createdBy().orElse(null))
        .bind("sortName", CertificateNames.domain(certificate.names().getFirst()))
        .bind("search", SearchText.of(certificate.names()))
        .execute();
    var batch =
        transaction
            .handle()
            .prepareBatch(
                "INSERT INTO certificate_name (certificate_id, position, name) VALUES (:id, :position, :name)");
    for (int position = 0; position < certificate.names().size(); position++) {
      batch
          .bind("id", certificate.id())
          .bind("position", position)
          .bind("name", certificate.names().get(position))
          .add();
    }
    batch.execute();
  }

  public Optional<Certificate> find(Handle handle, String id) {
    List<Row> rows = handle.createQuery(COLUMNS + "WHERE id = :id").bind("id", id).map(ROW).list();
    return withNames(handle, rows).stream().findFirst();
  }

  /** Those of the certificates that there are, in the order of their ids in the list. */
  public List<Certificate> those(Handle handle, List<String> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<String, Row> rows = new HashMap<>();
    handle
        .createQuery(COLUMNS + "WHERE id IN (<ids>)")
        .bindList("ids", ids)
        .map(ROW)
        .forEach(row -> rows.put(row.id, row));
    return withNames(handle, ids.stream().map(rows::get).filter(Objects::nonNull).toList());
  }

  /** At most {@code limit} certificates that have this name, normalised, the oldest first. */
  List<Certificate> named(Handle handle, String name, int limit) {
    List<Row> rows =
        handle
            .createQuery(
                COLUMNS
                    + "WHERE id IN (SELECT certificate_id FROM certificate_name WHERE name = :name)"
                    + " ORDER BY created_at, id LIMIT :limit")
            .bind("name", name)
            .bind("limit", limit)
            .map(ROW)
            .list();
    return withNames(handle, rows);
  }

  private static List<Certificate> withNames(Handle handle, List<Row> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    Map<String, List<String>> names = new LinkedHashMap<>();
    rows.forEach(row -> names.put(row.id, new ArrayList<>()));
    handle
        .createQuery(
            "SELECT certificate_id, name FROM certificate_name WHERE certificate_id IN (<ids>) ORDER BY certificate_id, position")
        .bindList("ids", List.copyOf(names.keySet()))
        .map((row, context) -> Map.entry(row.getString("certificate_id"), row.getString("name")))
        .forEach(
            entry -> names.getOrDefault(entry.getKey(), new ArrayList<>()).add(entry.getValue()));
    return rows.stream()
        .map(row ->
            new Certificate(
                row.id,
                names.getOrDefault(row.id, List.of()),
                row.authority,
                ChallengeType.of(row.challenge),
                KeyType.of(row.keyType),
                Optional.ofNullable(row.profile),
                Instant.ofEpochMilli(row.createdAt),
                row.renewAt == 0 ? null : Instant.ofEpochMilli(row.renewAt),
                Optional.ofNullable(row.createdBy)))
        .toList();
  }

  /** Makes a version the certificate's current one, to be replaced at {@code renewAt}. */
  public void install(Transaction transaction, CertificateVersion version, Instant renewAt) {
    transaction
        .handle()
        .createUpdate(
            "INSERT INTO certificate_version (id, certificate_id, issuance_id, chain, key_sealed, serial, issuer, not_before,"
                + " not_after, fingerprint, created_at) VALUES (:id, :certificate, :issuance, :chain, :key, :serial, :issuer,"
                + " :notBefore, :notAfter, :fingerprint, :createdAt)")
        .bind("id", version.id())
        .bind("certificate", version.certificateId())
        .bind("issuance", version.issuanceId())
        .bind("chain", version.chain())
        .bind("key", version.keySealed())
        .bind("serial", version.serial())
        .bind("issuer", version.issuer())
        .bind("notBefore", version.notBefore().toEpochMilli())
        .bind("notAfter", version.notAfter().toEpochMilli())
        .bind("fingerprint", version.fingerprint())
        .bind("createdAt", version.createdAt().toEpochMilli())
        .execute();
    transaction
        .handle()
        .createUpdate(
            "UPDATE certificate SET current_version = :version, renew_at = :renewAt, not_after = :notAfter WHERE id = :id")
        .bind("version", version.id())
        .bind("notAfter", version.notAfter().toEpochMilli())
        .bind("renewAt", renewAt.toEpochMilli())
        .bind("id", version.certificateId())
        .execute();
  }

  void updateRenewAt(Transaction transaction, String id, @Nullable Instant renewAt) {
    transaction
        .handle()
        .createUpdate("UPDATE certificate SET renew_at = :renewAt WHERE id = :id")
        .bind("renewAt", renewAt == null ? null : renewAt.toEpochMilli())
        .bind("id", id)
        .execute();
  }

  void markRevoked(Transaction transaction, String version, Instant now) {
    transaction
        .handle()
        .createUpdate("UPDATE certificate_version SET revoked_at = :now WHERE id = :id")
        .bind("now", now.toEpochMilli())
        .bind("id", version)
        .execute();
  }

  /** The current version of each of the certificates that has one, by the certificate's id. */
  Map<String, CertificateVersion> currentVersions(Handle handle, List<String> certificates) {
    Map<String, CertificateVersion> versions = new LinkedHashMap<>();
    if (!certificates.isEmpty()) {
      handle
          .createQuery(
              VERSION_COLUMNS
                  + "JOIN certificate c ON c.current_version = v.id WHERE c.id IN (<ids>)")
          .bindList("ids", certificates)
          .map(VERSION)
          .forEach(version -> versions.put(version.certificateId(), version));
    }
    return versions;
  }

  /** At most {@code limit} of the certificate's versions, the newest first, without their keys. */
  List<VersionEntry> history(
      Handle handle, String certificate, @Nullable HistoryCursor after, int limit) {
    Query query =
        handle
            .createQuery(
                "SELECT v.id, v.serial, v.issuer, v.not_before, v.not_after, v.fingerprint, v.created_at, v.revoked_at,"
                    + " c.current_version FROM certificate_version v JOIN certificate c ON c.id = v.certificate_id"
                    + " WHERE v.certificate_id = :certificate"
                    + (after == null ? "" : " AND (v.created_at, v.id) < (:at, :id)")
                    + " ORDER BY v.created_at DESC, v.id DESC LIMIT :limit")
            .bind("certificate", certificate)
            .bind("limit", limit);
    if (after != null) {
      query.bind("at", after.at().toEpochMilli()).bind("id", after.id());
    }
    return query
        .map((row, _) -> {
          return new VersionEntry(
              row.getString("id"),
              row.getString("serial"),
              row.getString("issuer"),
              Instant.ofEpochMilli(row.getLong("not_before")),
              Instant.ofEpochMilli(row.getLong("not_after")),
              row.getString("fingerprint"),
              Instant.ofEpochMilli(row.getLong("created_at")),
              Moments.orNull(row, "revoked_at"),
              row.getString("id").equals(row.getString("current_version")));
        })
        .list();
  }

  /** Every version of the certificate, the oldest first. */
  List<CertificateVersion> versions(Handle handle, String certificate) {
    return handle
        .createQuery(VERSION_COLUMNS + "WHERE v.certificate_id = :id ORDER BY v.created_at, v.id")
        .bind("id", certificate)
        .map(VERSION)
        .list();
  }

  /**
   * First of three steps of deleting a certificate: versions, then issuances ({@link
   * Issuances#delete}), then the rest.
   */
  void deleteVersions(Transaction transaction, String id) {
    transaction
        .handle()
        .createUpdate("DELETE FROM certificate_version WHERE certificate_id = :id")
        .bind("id", id)
        .execute();
  }

  void delete(Transaction transaction, String id) {
    transaction
        .handle()
        .createUpdate("DELETE FROM certificate_name WHERE certificate_id = :id")
        .bind("id", id)
        .execute();
    transaction
        .handle()
        .createUpdate("DELETE FROM certificate WHERE id = :id")
        .bind("id", id)
        .execute();
  }
}
