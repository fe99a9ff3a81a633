package dev.kalm.server.certificate;

import dev.kalm.server.database.Transaction;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Which certificates are proven through a domain's delegation. */
final class DependantStore {

  /**
   * One that is.
   *
   * @param notAfter epoch milliseconds; null before the first version
   * @param total how many depend on the domain
   */
  record Dependant(String domain, String id, String phase, @Nullable Long notAfter, int total) {}

  /** Of each domain the first ones, the oldest first. */
  List<Dependant> dependants(Handle handle, List<String> domains, int ofEach) {
    if (domains.isEmpty()) {
      return List.of();
    }
    return handle
        .createQuery(
            "SELECT domain, id, phase, not_after, total FROM (SELECT domain, id, phase, not_after,"
                + " COUNT(*) OVER (PARTITION BY domain) AS total,"
                + " ROW_NUMBER() OVER (PARTITION BY domain ORDER BY created_at, id) AS place FROM"
                + " (SELECT DISTINCT CASE WHEN n.name LIKE '*.%' THEN substr(n.name, 3) ELSE n.name END AS domain,"
                + " c.id, c.phase, c.not_after, c.created_at FROM certificate_name n JOIN certificate c ON c.id = n.certificate_id"
                + " WHERE n.name IN (<names>) AND c.challenge = 'dns-01') needing) placed WHERE place <= :each ORDER BY domain, place")
        .bindList("names", names(domains))
        .bind("each", ofEach)
        .map((row, _) ->
            new Dependant(
                row.getString("domain"),
                row.getString("id"),
                row.getString("phase"),
                row.getObject("not_after") == null ? null : (Long) row.getLong("not_after"),
                row.getInt("total")))
        .list();
  }

  /** Those whose issuance is not finished. */
  List<String> underWay(Transaction transaction, String domain) {
    return transaction
        .handle()
        .createQuery(
            "SELECT DISTINCT c.id FROM certificate_name n JOIN certificate c ON c.id = n.certificate_id"
                + " JOIN issuance i ON i.certificate_id = c.id AND i.finished_at IS NULL"
                + " WHERE n.name IN (<names>) AND c.challenge = 'dns-01'")
        .bindList("names", names(List.of(domain)))
        .mapTo(String.class)
        .list();
  }

  private static List<String> names(List<String> domains) {
    List<String> names = new ArrayList<>();
    for (String domain : domains) {
      names.add(domain);
      names.add("*." + domain);
    }
    return names;
  }
}
