package dev.kalm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sets the cluster's domain and addresses, or asks whether they would do.
 *
 * @param domain below which validation zones are made
 * @param addresses the public addresses at which port 53 of this service is reached
 */
public record SetCluster(@Nullable String domain, List<String> addresses) {
  public SetCluster {
    addresses = Json.listOf(addresses);
  }
}
