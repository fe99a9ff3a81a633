package dev.kalm.server.issuance;

import dev.kalm.api.IssuanceEntry;
import dev.kalm.api.Json;
import dev.kalm.server.certificate.CertificateListStore;
import dev.kalm.server.certificate.HistoryCursor;
import dev.kalm.server.database.Moments;
import dev.kalm.server.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Issuances and their states. */
final class IssuanceStore {
  private static final String COLUMNS =
      "SELECT id, certificate_id, data, detail, failures, key_sealed, revision, started_at, next_attempt FROM issuance ";
  private static final String COLUMNS_AND_END = COLUMNS.replace(" FROM", ", finished_at FROM");
  private static final RowMapper<Issuance> ISSUANCE =
      (row, context) -> {
        return new Issuance(
            row.getString("id"),
            row.getString("certificate_id"),
            Json.mapper().readValue(row.getString("data"), IssuanceState.class),
            row.getString("detail"),
            row.getInt("failures"),
            row.getBytes("key_sealed"),
            row.getLong("revision"),
            Instant.ofEpochMilli(row.getLong("started_at")),
            Moments.orNull(row, "next_attempt"));
      };

  private final CertificateListStore certificates = new CertificateListStore();

  /**
   * Another node has carried the issuance on, or it was deleted: what this one was doing no longer
   * counts.
   */
  static final class OvertakenException extends RuntimeException {
    OvertakenException(String issuance) {
      super("issuance " + issuance + " was carried on elsewhere");
    }
  }

  Optional<Issuance> unfinished(Handle handle, String certificate) {
    return handle
        .createQuery(COLUMNS + "WHERE certificate_id = :certificate AND finished_at IS NULL")
        .bind("certificate", certificate)
        .map(ISSUANCE)
        .findOne();
  }

  List<Issuance> unfinished(Handle handle, List<String> certificates) {
    if (certificates.isEmpty()) {
      return List.of();
    }
    return handle
        .createQuery(COLUMNS + "WHERE certificate_id IN (<ids>) AND finished_at IS NULL")
        .bindList("ids", certificates)
        .map(ISSUANCE)
        .list();
  }

  /** Failed ones of the authority's certificates that are tried again, at most {@code limit}. */
  List<Issuance> failed(Handle handle, String authority, int limit) {
    return handle
        .createQuery(
            COLUMNS
                + "WHERE finished_at IS NULL AND state = 'failed' AND certificate_id IN"
                + " (SELECT id FROM certificate WHERE authority = :authority) ORDER BY id LIMIT :limit")
        .bind("authority", authority)
        .bind("limit", limit)
        .map(ISSUANCE)
        .list();
  }

  /** An issuance of the certificate, or its latest one if {@code id} is null. */
  Optional<Finished> find(Handle handle, String certificate, @Nullable String id) {
    return handle
        .createQuery(
            COLUMNS_AND_END
                + "WHERE certificate_id = :certificate AND (:any OR id = :id)"
                + " ORDER BY started_at DESC, id DESC LIMIT 1")
        .bind("certificate", certificate)
        .bind("any", id == null)
        .bind("id", id == null ? "" : id)
        .map((row, context) -> {
          return new Finished(ISSUANCE.map(row, context), Moments.orNull(row, "finished_at"));
        })
        .findOne();
  }

  /** An issuance, and when it was finished; null if it is not. */
  record Finished(Issuance issuance, @Nullable Instant at) {}

  List<String> ids(Handle handle, String certificate) {
    return handle
        .createQuery("SELECT id FROM issuance WHERE certificate_id = :certificate")
        .bind("certificate", certificate)
        .mapTo(String.class)
        .list();
  }

  void insert(Transaction transaction, Issuance issuance, Instant now) {
    transaction
        .handle()
        .createUpdate(
            "INSERT INTO issuance (id, certificate_id, state, data, detail, failures, revision, started_at, updated_at)"
                + " VALUES (:id, :certificate, :state, :data, :detail, 0, :revision, :startedAt, :now)")
        .bind("id", issuance.id())
        .bind("certificate", issuance.certificateId())
        .bind("state", word(issuance.state()))
        .bind("data", Json.mapper().writeValueAsString(issuance.state()))
        .bind("detail", issuance.detail())
        .bind("revision", issuance.revision())
        .bind("startedAt", issuance.startedAt().toEpochMilli())
        .bind("now", now.toEpochMilli())
        .execute();
    certificates.refresh(transaction, issuance.certificateId());
  }

  /**
   * Goes on only if nobody has carried the issuance on or deleted it: what is stored together with
   * its next step would hang in the air.
   *
   * @throws OvertakenException if somebody has
   */
  void requireLatest(Transaction transaction, Issuance issuance) {
    boolean latest =
        transaction
            .handle()
            .createQuery("SELECT 1 FROM issuance WHERE id = :id AND revision = :revision")
            .bind("id", issuance.id())
            .bind("revision", issuance.revision())
            .mapTo(Integer.class)
            .findOne()
            .isPresent();
    if (!latest) {
      throw new OvertakenException(issuance.id());
    }
  }

  /**
   * Stores the next step on top of the one that it was made from.
   *
   * @throws OvertakenException if that is no longer the last one
   */
  Issuance save(Transaction transaction, Issuance issuance, Instant now) {
    boolean finished = issuance.state() instanceof IssuanceState.Issued;
    Instant nextAttempt = issuance.nextAttempt();
    int updated =
        transaction
            .handle()
            .createUpdate(
                "UPDATE issuance SET state = :state, data = :data, detail = :detail, failures = :failures, key_sealed = :key,"
                    + " revision = :revision + 1, updated_at = :now, next_attempt = :nextAttempt, finished_at = :finishedAt"
                    + " WHERE id = :id AND revision = :revision")
            .bind("state", word(issuance.state()))
            .bind("data", Json.mapper().writeValueAsString(issuance.state()))
            .bind("detail", issuance.detail())
            .bind("failures", issuance.failures())
            .bind("key", finished ? null : issuance.keySealed())
            .bind("revision", issuance.revision())
            .bind("now", now.toEpochMilli())
            .bind("nextAttempt", nextAttempt == null ? null : nextAttempt.toEpochMilli())
            .bind("finishedAt", finished ? now.toEpochMilli() : null)
            .bind("id", issuance.id())
            .execute();
    if (updated != 1) {
      throw new OvertakenException(issuance.id());
    }
    certificates.refresh(transaction, issuance.certificateId());
    return issuance.stored();
  }

  /**
   * An unfinished issuance that waits goes on now; the step under way elsewhere is not disturbed.
   */
  void hasten(Transaction transaction, String certificate, Instant now) {
    transaction
        .handle()
        .createUpdate(
            "UPDATE issuance SET next_attempt = :now WHERE certificate_id = :certificate AND finished_at IS NULL"
                + " AND next_attempt > :now")
        .bind("now", now.toEpochMilli())
        .bind("certificate", certificate)
        .execute();
  }

  /**
   * The certificates whose unfinished issuance waits for records that the domain, or any domain if
   * empty, now has.
   */
  List<String> awaitingDelegation(Transaction transaction, Optional<String> domain) {
    return transaction
        .handle()
        .createQuery(
            "SELECT DISTINCT i.certificate_id FROM issuance i JOIN certificate_name n ON n.certificate_id = i.certificate_id"
                + " WHERE i.finished_at IS NULL AND i.state IN ('awaiting-delegation', 'confirming')"
                + " AND (:any OR n.name IN (:domain, :wildcard))")
        .bind("any", domain.isEmpty())
        .bind("domain", domain.orElse(""))
        .bind("wildcard", "*." + domain.orElse(""))
        .mapTo(String.class)
        .list();
  }

  /** At most {@code limit} of the certificate's issuances, the newest first. */
  List<IssuanceEntry> history(
      Handle handle, String certificate, @Nullable HistoryCursor after, int limit) {
    Query query =
        handle
            .createQuery(
                "SELECT i.id, i.data, i.detail, i.failures, i.started_at, i.finished_at, v.serial FROM issuance i"
                    + " LEFT JOIN certificate_version v ON v.issuance_id = i.id WHERE i.certificate_id = :certificate"
                    + (after == null ? "" : " AND (i.started_at, i.id) < (:at, :id)")
                    + " ORDER BY i.started_at DESC, i.id DESC LIMIT :limit")
            .bind("certificate", certificate)
            .bind("limit", limit);
    if (after != null) {
      query.bind("at", after.at().toEpochMilli()).bind("id", after.id());
    }
    return query
        .map((row, _) -> {
          IssuanceState state = Json.mapper().readValue(row.getString("data"), IssuanceState.class);
          return new IssuanceEntry(
              row.getString("id"),
              dev.kalm.api.IssuanceState.of(word(state)),
              Instant.ofEpochMilli(row.getLong("started_at")),
              Moments.orNull(row, "finished_at"),
              row.getInt("failures"),
              row.getString("detail"),
              state instanceof IssuanceState.Failed failed ? failed.failure().problem() : null,
              row.getString("serial"));
        })
        .list();
  }

  void delete(Transaction transaction, String certificate) {
    transaction
        .handle()
        .createUpdate("DELETE FROM issuance WHERE certificate_id = :certificate")
        .bind("certificate", certificate)
        .execute();
  }

  /** The state's word in the database and in JSON. */
  static String word(IssuanceState state) {
    return switch (state) {
      case IssuanceState.AwaitingDelegation s -> "awaiting-delegation";
      case IssuanceState.Ordering s -> "ordering";
      case IssuanceState.Presenting s -> "presenting";
      case IssuanceState.Confirming s -> "confirming";
      case IssuanceState.Validating s -> "validating";
      case IssuanceState.Finalizing s -> "finalizing";
      case IssuanceState.Downloading s -> "downloading";
      case IssuanceState.Installing s -> "installing";
      case IssuanceState.Issued s -> "issued";
      case IssuanceState.Failed s -> "failed";
    };
  }
}
