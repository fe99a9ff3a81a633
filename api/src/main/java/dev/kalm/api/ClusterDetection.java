package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the machine that answered knows of itself.
 *
 * @param addresses those of its network interfaces, the public ones first
 * @param domain a suggestion from its host name; null if that says nothing
 */
public record ClusterDetection(List<DetectedAddress> addresses, @Nullable String domain) {
  public ClusterDetection {
    addresses = Json.listOf(addresses);
  }

  /**
   * An address of this machine.
   *
   * @param networkInterface its name, such as {@code eth0}
   * @param isPublic whether the internet could reach such an address
   */
  public record DetectedAddress(
      String address,
      @JsonProperty("interface") String networkInterface,
      @JsonProperty("public") boolean isPublic) {}
}
