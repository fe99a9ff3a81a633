package dev.kalm.server.overview;

import dev.kalm.api.CertificateStatus;
import dev.kalm.api.RecordStatus;
import dev.kalm.server.database.Moments;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/**
 * Counts and the worst of everything, each by an index, so that many certificates cost little. What
 * nearly all rows fulfil is written so that no planner takes its index for a good one.
 */
final class OverviewStore {
  private static final long DAY = Duration.ofDays(1).toMillis();

  /** Half of the time between the planned renewal and the end has passed. */
  private static final String LATE = "(c.renew_at + c.not_after) / 2 < :now";

  /** A certificate that needs attention. */
  record Troubled(String id, @Nullable Instant notAfter, @Nullable Instant renewAt) {}

  /** What certificates can need attention for; each has its own, so that none is told twice. */
  enum Trouble {
    FAILING("certificate c WHERE c.phase = 'failing'", "COALESCE(c.not_after, 0), c.id"),
    // Not by IN on the phase, which would lead the planner to read all that is ready.
    EXPIRED(
        "certificate c WHERE c.not_after < :now AND c.phase <> 'failing' AND c.phase <> 'revoked'",
        "c.not_after, c.id"),
    EXPIRING(
        "certificate c WHERE c.renew_at < :now AND c.not_after + 0 >= :now AND c.phase <> 'failing' AND c.phase <> 'revoked' AND "
            + LATE,
        "c.not_after + 0, c.id"),
    WAITING(
        "issuance i JOIN certificate c ON c.id = i.certificate_id WHERE i.finished_at IS NULL AND i.state = 'awaiting-delegation'"
            + " AND i.next_attempt IS NOT NULL AND (c.not_after IS NULL OR c.renew_at IS NULL OR NOT ("
            + LATE
            + "))",
        "CASE WHEN c.not_after IS NULL THEN 1 ELSE 0 END, c.not_after, c.id");

    private final String rows;
    private final String worstFirst;

    Trouble(String rows, String worstFirst) {
      this.rows = rows;
      this.worstFirst = worstFirst;
    }
  }

  Map<CertificateStatus, Integer> counts(Handle handle, Instant now) {
    Map<CertificateStatus, Integer> counts = new EnumMap<>(CertificateStatus.class);
    handle
        .createQuery("SELECT phase, COUNT(*) AS number FROM certificate GROUP BY phase")
        .map((row, _) -> Map.entry(row.getString("phase"), row.getInt("number")))
        .forEach(entry -> counts.put(CertificateStatus.of(entry.getKey()), entry.getValue()));
    handle
        .createQuery(
            "SELECT phase || '' AS phase_then, COUNT(*) AS number FROM certificate WHERE not_after < :now AND phase <> 'failing'"
                + " GROUP BY phase || ''")
        .bind("now", now.toEpochMilli())
        .map((row, _) -> Map.entry(row.getString("phase_then"), row.getInt("number")))
        .forEach(entry -> {
          counts.merge(CertificateStatus.of(entry.getKey()), -entry.getValue(), Integer::sum);
          counts.merge(CertificateStatus.EXPIRED, entry.getValue(), Integer::sum);
        });
    return counts;
  }

  /** How many versions end on each day since 1970, from {@code from} until before {@code end}. */
  SortedMap<Long, Integer> expiries(Handle handle, Instant from, Instant end) {
    return byDay(handle, "not_after >= :from AND not_after < :end", from, end);
  }

  /** The same, of failing certificates. */
  SortedMap<Long, Integer> failingExpiries(Handle handle, Instant from, Instant end) {
    return byDay(
        handle, "phase = 'failing' AND not_after + 0 >= :from AND not_after + 0 < :end", from, end);
  }

  private static SortedMap<Long, Integer> byDay(
      Handle handle, String condition, Instant from, Instant end) {
    SortedMap<Long, Integer> days = new TreeMap<>();
    handle
        .createQuery(
            "SELECT not_after / "
                + DAY
                + " AS day, COUNT(*) AS number FROM certificate WHERE "
                + condition
                + " GROUP BY not_after / "
                + DAY)
        .bind("from", from.toEpochMilli())
        .bind("end", end.toEpochMilli())
        .map((row, _) -> Map.entry(row.getLong("day"), row.getInt("number")))
        .forEach(entry -> days.put(entry.getKey(), entry.getValue()));
    return days;
  }

  /** At most {@code limit} certificates that have this trouble, the worst first. */
  List<Troubled> troubled(Handle handle, Trouble trouble, Instant now, int limit) {
    return at(
            handle.createQuery(
                "SELECT c.id, c.not_after, c.renew_at FROM "
                    + trouble.rows
                    + " ORDER BY "
                    + trouble.worstFirst
                    + " LIMIT :limit"),
            now)
        .bind("limit", limit)
        .map((row, _) ->
            new Troubled(
                row.getString("id"),
                Moments.orNull(row, "not_after"),
                Moments.orNull(row, "renew_at")))
        .list();
  }

  int count(Handle handle, Trouble trouble, Instant now) {
    return at(handle.createQuery("SELECT COUNT(*) FROM " + trouble.rows), now)
        .mapTo(Integer.class)
        .one();
  }

  private static Query at(Query query, Instant now) {
    query.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
    return query.bind("now", now.toEpochMilli());
  }

  /** The certificates that renew themselves next. */
  List<Troubled> nextRenewals(Handle handle, Instant now, int limit) {
    return handle
        .createQuery(
            "SELECT id, renew_at FROM certificate WHERE renew_at IS NOT NULL AND phase || '' = 'ready' AND not_after + 0 >= :now"
                + " ORDER BY renew_at, id LIMIT :limit")
        .bind("now", now.toEpochMilli())
        .bind("limit", limit)
        .map((row, _) -> new Troubled(row.getString("id"), null, Moments.orNull(row, "renew_at")))
        .list();
  }

  Map<RecordStatus, Integer> delegations(Handle handle) {
    Map<RecordStatus, Integer> counts = new EnumMap<>(RecordStatus.class);
    handle
        .createQuery("SELECT status, COUNT(*) AS number FROM delegation GROUP BY status")
        .map((row, _) -> Map.entry(row.getString("status"), row.getInt("number")))
        .forEach(entry -> counts.put(RecordStatus.of(entry.getKey()), entry.getValue()));
    return counts;
  }

  /** A delegation whose CNAME is gone or wrong, and that an issued certificate needs. */
  record Broken(String domain, RecordStatus status, String detail) {}

  private static final String BROKEN =
      " FROM delegation d WHERE d.status IN ('missing', 'wrong') AND EXISTS (SELECT 1 FROM certificate_name n"
          + " JOIN certificate c ON c.id = n.certificate_id WHERE n.name IN (d.domain, '*.' || d.domain)"
          + " AND c.challenge = 'dns-01' AND c.current_version IS NOT NULL)";

  List<Broken> broken(Handle handle, int limit) {
    return handle
        .createQuery(
            "SELECT d.domain, d.status, d.detail" + BROKEN + " ORDER BY d.domain LIMIT :limit")
        .bind("limit", limit)
        .map((row, _) ->
            new Broken(
                row.getString("domain"),
                RecordStatus.of(row.getString("status")),
                row.getString("detail")))
        .list();
  }

  int countBroken(Handle handle) {
    return handle.createQuery("SELECT COUNT(*)" + BROKEN).mapTo(Integer.class).one();
  }
}
