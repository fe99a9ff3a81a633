package dev.kalm.server.certificate;

import dev.kalm.api.CertificateSort;
import dev.kalm.api.CertificateStatus;
import dev.kalm.api.SortOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An order of the list: groups one after the other, each sorted by one column and then by id. That
 * is how a status that depends on the clock can be sorted by, and how what has no time comes last.
 *
 * @param column what the groups are sorted by
 * @param isText whether the column holds text, not a number
 */
record ListOrder(List<Group> groups, String column, boolean isText, boolean descending) {

  /**
   * @param condition excludes the other groups
   * @param isKeyed false where the column is null, so that only the id sorts
   */
  record Group(String condition, boolean isKeyed) {}

  private static final List<Group> ALL = List.of(new Group("1 = 1", true));
  private static final List<CertificateStatus> WORST_FIRST =
      List.of(
          CertificateStatus.FAILING,
          CertificateStatus.EXPIRED,
          CertificateStatus.PENDING,
          CertificateStatus.ISSUING,
          CertificateStatus.RENEWING,
          CertificateStatus.REVOKED,
          CertificateStatus.READY);

  static ListOrder of(CertificateSort sort, SortOrder order) {
    boolean descending = order == SortOrder.DESC;
    return switch (sort) {
      case CREATED -> new ListOrder(ALL, "created_at", false, descending);
      case NAME -> new ListOrder(ALL, "sort_name", true, descending);
      case NOT_AFTER -> dated("not_after", descending);
      case RENEW_AT -> dated("renew_at", descending);
      case STATUS -> {
        List<Group> groups = new ArrayList<>();
        WORST_FIRST.forEach(status -> groups.add(new Group(condition(status), true)));
        if (descending) {
          Collections.reverse(groups);
        }
        yield new ListOrder(groups, "created_at", false, descending);
      }
    };
  }

  private static ListOrder dated(String column, boolean descending) {
    return new ListOrder(
        List.of(new Group(column + " IS NOT NULL", true), new Group(column + " IS NULL", false)),
        column,
        false,
        descending);
  }

  /** The rows that have the status at {@code :now}; together the statuses are all rows. */
  static String condition(CertificateStatus status) {
    return switch (status) {
      case FAILING, PENDING, ISSUING -> "phase = '" + status + "'";
      case READY, RENEWING, REVOKED ->
          "(phase = '" + status + "' AND (not_after IS NULL OR not_after >= :now))";
      // Not by IN, which would lead the planner to read all that is ready.
      case EXPIRED -> "(not_after < :now AND phase <> 'failing')";
    };
  }

  /** The same for a filter: most rows are ready, and are read faster in their own order. */
  static String filter(CertificateStatus status) {
    return status == CertificateStatus.READY
        ? "(phase || '' = 'ready' AND (not_after IS NULL OR not_after + 0 >= :now))"
        : condition(status);
  }

  /** The number of the group that a row is in. */
  String group() {
    StringBuilder expression = new StringBuilder("CASE");
    for (int group = 0; group < groups.size(); group++) {
      expression
          .append(" WHEN ")
          .append(groups.get(group).condition())
          .append(" THEN ")
          .append(group);
    }
    return expression.append(" END").toString();
  }

  /** The column as an expression that no index offers: the filter decides what is read. */
  String unindexed() {
    return isText ? column + " || ''" : column + " + 0";
  }

  String direction() {
    return descending ? " DESC" : " ASC";
  }

  /** Past the cursor's place, within its group. */
  String beyond(Group group, String key) {
    String later = descending ? " < " : " > ";
    return group.isKeyed() ? "(" + key + ", id)" + later + "(:key, :id)" : "id" + later + ":id";
  }
}
