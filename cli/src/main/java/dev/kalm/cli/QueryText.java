package dev.kalm.cli;

import dev.kalm.api.Json;
import dev.kalm.api.LoggedQuery;
import java.time.temporal.ChronoUnit;

/** Logged queries for people: columns of fixed widths, since the next row is not known yet. */
final class QueryText {
  private static final String FORMAT = "%-24s  %-8s  %-3s  %-7s  %-8s  %-7s  %-21s  %s\n";

  private QueryText() {}

  static String header() {
    return FORMAT.formatted("TIME", "TYPE", "VIA", "EDNS", "RCODE", "ANSWERS", "CLIENT", "NAME");
  }

  static String row(LoggedQuery query) {
    String edns =
        query.payloadSize() == null ? "-" : query.payloadSize() + (query.dnssecOk() ? " DO" : "");
    return FORMAT.formatted(
        query.at().truncatedTo(ChronoUnit.MILLIS),
        query.type(),
        query.transport(),
        edns,
        query.rcode(),
        query.truncated() ? "TC" : Integer.toString(query.answers()),
        query.client(),
        query.name());
  }

  /** One line. */
  static String json(LoggedQuery query) {
    return Json.mapper().writeValueAsString(query) + "\n";
  }
}
