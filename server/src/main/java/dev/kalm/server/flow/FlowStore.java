package dev.kalm.server.flow;

import dev.kalm.api.FlowExchange;
import dev.kalm.api.FlowStepKey;
import dev.kalm.api.Json;
import dev.kalm.server.database.Transaction;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import tools.jackson.core.type.TypeReference;

/** What the steps of issuances were about. */
public final class FlowStore {

  /** The latest issuances of a certificate whose steps are kept. */
  static final int ISSUANCES_KEPT = 10;

  /** Records of one step that waits again and again. */
  static final int WAITS_KEPT = 20;

  /** More issuances than a certificate has before they are pruned. */
  private static final int ISSUANCES_LIMIT = 10_000;

  private static final TypeReference<List<FlowExchange>> EXCHANGES = new TypeReference<>() {};

  private static final RowMapper<StepRecord> RECORD =
      (row, context) ->
          new StepRecord(
              row.getString("issuance_id"),
              row.getLong("revision"),
              row.getInt("attempt"),
              FlowStepKey.of(row.getString("step")),
              StepRecord.Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
              Instant.ofEpochMilli(row.getLong("started_at")),
              Instant.ofEpochMilli(row.getLong("ended_at")),
              Json.mapper().readValue(row.getString("exchanges"), EXCHANGES),
              row.getString("detail"));

  /** A record of the same step made from the same revision is replaced. */
  public void put(Transaction transaction, List<StepRecord> records) {
    if (records.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        transaction
            .handle()
            .prepareBatch(
                "INSERT INTO issuance_event (issuance_id, revision, step, attempt, outcome, started_at, ended_at, detail, exchanges)"
                    + " VALUES (:issuance, :revision, :step, :attempt, :outcome, :startedAt, :endedAt, :detail, :exchanges)"
                    + " ON CONFLICT (issuance_id, revision, step) DO UPDATE SET attempt = :attempt, outcome = :outcome,"
                    + " started_at = :startedAt, ended_at = :endedAt, detail = :detail, exchanges = :exchanges");
    for (StepRecord step : records) {
      batch
          .bind("issuance", step.issuance())
          .bind("revision", step.revision())
          .bind("step", step.step().toString())
          .bind("attempt", step.attempt())
          .bind("outcome", step.outcome().name().toLowerCase(Locale.ROOT))
          .bind("startedAt", step.startedAt().toEpochMilli())
          .bind("endedAt", step.endedAt().toEpochMilli())
          .bind("detail", step.detail())
          .bind("exchanges", Json.mapper().writeValueAsString(step.exchanges()))
          .add();
    }
    batch.execute();
  }

  /** Of one issuance, in the order in which they were made. */
  public List<StepRecord> find(Handle handle, String issuance) {
    return handle
        .createQuery(
            "SELECT issuance_id, revision, step, attempt, outcome, started_at, ended_at, detail, exchanges"
                + " FROM issuance_event WHERE issuance_id = :issuance")
        .bind("issuance", issuance)
        .map(RECORD)
        .stream()
        .sorted(Comparator.comparingLong(StepRecord::revision).thenComparing(StepRecord::step))
        .toList();
  }

  /** Forgets the tries before this one: an issuance that begins anew begins its steps anew. */
  public void forgetBefore(Transaction transaction, String issuance, int attempt) {
    transaction
        .handle()
        .createUpdate(
            "DELETE FROM issuance_event WHERE issuance_id = :issuance AND attempt < :attempt")
        .bind("issuance", issuance)
        .bind("attempt", attempt)
        .execute();
  }

  /** Keeps the latest records of a step that goes on waiting. */
  public void pruneWaits(Transaction transaction, String issuance, FlowStepKey step) {
    transaction
        .handle()
        .createUpdate(
            "DELETE FROM issuance_event WHERE issuance_id = :issuance AND step = :step AND revision NOT IN"
                + " (SELECT revision FROM issuance_event WHERE issuance_id = :issuance AND step = :step"
                + " ORDER BY revision DESC LIMIT :kept)")
        .bind("issuance", issuance)
        .bind("step", step.toString())
        .bind("kept", WAITS_KEPT)
        .execute();
  }

  /** Keeps the records of the certificate's latest issuances. */
  public void pruneIssuances(Transaction transaction, String certificate) {
    transaction
        .handle()
        .createUpdate(
            "DELETE FROM issuance_event WHERE issuance_id IN (SELECT id FROM issuance WHERE certificate_id = :certificate"
                + " ORDER BY started_at DESC, id DESC LIMIT :limit OFFSET :kept)")
        .bind("certificate", certificate)
        .bind("limit", ISSUANCES_LIMIT)
        .bind("kept", ISSUANCES_KEPT)
        .execute();
  }
}
