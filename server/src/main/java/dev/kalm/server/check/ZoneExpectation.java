package dev.kalm.server.check;

import java.util.List;

/**
 * What the parent of a validation zone has to say about it.
 *
 * @param ds the DS records that it has to have, in presentation form; none for an unsigned zone
 * @param published the DS of every key that the zone publishes, those of {@code ds} among them
 */
public record ZoneExpectation(
    String zone, List<ExpectedNameServer> nameServers, List<String> ds, List<String> published) {
  public ZoneExpectation {
    nameServers = List.copyOf(nameServers);
    ds = List.copyOf(ds);
    published = List.copyOf(published);
  }

  /** Of a zone that is not signed. */
  public static ZoneExpectation unsigned(String zone, List<ExpectedNameServer> nameServers) {
    return new ZoneExpectation(zone, nameServers, List.of(), List.of());
  }
}
