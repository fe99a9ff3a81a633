package dev.kalm.server.check;

import java.util.List;

/** What the parent of a validation zone has to say about it. */
public record ZoneExpectation(String zone, List<ExpectedNameServer> nameServers) {
  public ZoneExpectation {
    nameServers = List.copyOf(nameServers);
  }
}
