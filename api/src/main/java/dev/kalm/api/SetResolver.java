package dev.kalm.api;

import java.util.List;

/**
 * Sets the resolvers.
 *
 * @param servers an address each, with a port where it is not 53; empty: the system's
 */
public record SetResolver(List<String> servers) {
  public SetResolver {
    servers = Json.listOf(servers);
  }
}
