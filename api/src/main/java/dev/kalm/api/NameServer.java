package dev.kalm.api;

import java.util.List;

/**
 * A name server of the validation zone.
 *
 * @param name without a trailing dot
 * @param addresses IPv4 and IPv6, in text
 */
public record NameServer(String name, List<String> addresses) {
  public NameServer {
    addresses = Json.listOf(addresses);
  }
}
