package dev.kalm.api;

import java.util.List;

/**
 * Asks for several renewals.
 *
 * @param ids 1 to 1000
 */
public record RenewCertificates(List<String> ids) {
  public RenewCertificates {
    ids = Json.listOf(ids);
  }
}
