package dev.kalm.api;

import java.util.List;

/**
 * What came of several renewals that were asked for at once.
 *
 * @param renewed ids of those whose issuance starts by itself now
 * @param refused the others, each with its reason
 */
public record RenewedCertificates(List<String> renewed, List<RefusedRenewal> refused) {
  public RenewedCertificates {
    renewed = Json.listOf(renewed);
    refused = Json.listOf(refused);
  }

  /** A certificate that is not renewed now, and why. */
  public record RefusedRenewal(String id, Problem problem) {}
}
