package dev.kalm.api;

import java.util.List;

/**
 * The last queries to one node's DNS server, oldest first. Each node keeps its own.
 *
 * @param node whose log this is: its host's name
 * @param next the cursor of what comes later, for {@code after}
 */
public record QueryLog(String node, List<LoggedQuery> items, String next) {
  public QueryLog {
    items = Json.listOf(items);
  }
}
