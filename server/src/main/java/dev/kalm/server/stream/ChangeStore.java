package dev.kalm.server.stream;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Fingerprints of what there is to show: different when something has changed. Each is read from
 * small tables and by indexes, for it is read every second.
 */
final class ChangeStore {

  /** Issuances under way, and how many certificates and versions there are. */
  List<Object> certificates(Handle handle) {
    return row(
        handle,
        "SELECT (SELECT count(*) FROM issuance WHERE finished_at IS NULL) AS a,"
            + " (SELECT sum(revision) FROM issuance WHERE finished_at IS NULL) AS b,"
            + " (SELECT max(created_at) FROM certificate) AS c,"
            + " (SELECT count(*) FROM certificate) AS d,"
            + " (SELECT max(created_at) FROM certificate_version) AS e");
  }

  List<Object> delegations(Handle handle) {
    return row(handle, "SELECT max(checked_at) AS a, count(*) AS b FROM delegation");
  }

  List<Object> zones(Handle handle) {
    return row(
        handle,
        "SELECT count(*) AS a, sum(serial) AS b, sum(checked_at) AS c FROM validation_zone");
  }

  private static List<Object> row(Handle handle, String sql) {
    return handle.createQuery(sql).mapToMap().one().values().stream()
        .map(String::valueOf)
        .<Object>map(text -> text)
        .toList();
  }
}
