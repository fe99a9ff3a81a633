package dev.kalm.testnet;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * How the CA in the box behaves, and whether names are signed.
 *
 * @param authorizationRetryAfter Pebble's Retry-After on a pending authorization, whole seconds;
 *     zero sends no header
 * @param orderRetryAfter Pebble's Retry-After on a processing order, whole seconds; zero sends no
 *     header
 * @param authorizationReusePercent how often, 0 to 100, a valid authorization is used again for a
 *     new order
 * @param nonceRejectPercent how often, 0 to 100, Pebble refuses a good nonce with badNonce (RFC
 *     8555 section 6.5)
 * @param certificateLifetime from notBefore to notAfter of what Pebble issues, whole seconds
 * @param blockedDomains names that Pebble refuses with rejectedIdentifier, and everything below
 *     them
 * @param signed whether root, TLDs and the provider's zones are signed (RFC 4035) and resolvers
 *     validate from the root's key
 */
public record TestnetSettings(
    Duration authorizationRetryAfter,
    Duration orderRetryAfter,
    int authorizationReusePercent,
    int nonceRejectPercent,
    Duration certificateLifetime,
    List<String> blockedDomains,
    boolean signed) {

  public TestnetSettings {
    requireSeconds("authorizationRetryAfter", authorizationRetryAfter, 0);
    requireSeconds("orderRetryAfter", orderRetryAfter, 0);
    requirePercent("authorizationReusePercent", authorizationReusePercent);
    requirePercent("nonceRejectPercent", nonceRejectPercent);
    requireSeconds("certificateLifetime", certificateLifetime, 1);
    blockedDomains = List.copyOf(blockedDomains);
  }

  /**
   * Retry-After 1 s, no reuse of authorizations, every tenth nonce refused, 90 days,
   * blocked-domain.example refused, nothing signed.
   */
  public static TestnetSettings defaults() {
    return new TestnetSettings(
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        0,
        10,
        Duration.ofDays(90),
        List.of("blocked-domain.example"),
        false);
  }

  /** The same settings with these Retry-After times, whole seconds; zero sends no header. */
  public TestnetSettings withRetryAfter(Duration authorization, Duration order) {
    return new TestnetSettings(
        authorization,
        order,
        authorizationReusePercent,
        nonceRejectPercent,
        certificateLifetime,
        blockedDomains,
        signed);
  }

  public TestnetSettings withAuthorizationReusePercent(int percent) {
    return new TestnetSettings(
        authorizationRetryAfter,
        orderRetryAfter,
        percent,
        nonceRejectPercent,
        certificateLifetime,
        blockedDomains,
        signed);
  }

  public TestnetSettings withNonceRejectPercent(int percent) {
    return new TestnetSettings(
        authorizationRetryAfter,
        orderRetryAfter,
        authorizationReusePercent,
        percent,
        certificateLifetime,
        blockedDomains,
        signed);
  }

  public TestnetSettings withCertificateLifetime(Duration lifetime) {
    return new TestnetSettings(
        authorizationRetryAfter,
        orderRetryAfter,
        authorizationReusePercent,
        nonceRejectPercent,
        lifetime,
        blockedDomains,
        signed);
  }

  public TestnetSettings withBlockedDomains(List<String> domains) {
    return new TestnetSettings(
        authorizationRetryAfter,
        orderRetryAfter,
        authorizationReusePercent,
        nonceRejectPercent,
        certificateLifetime,
        domains,
        signed);
  }

  /** The same settings with names signed from the root down; needs ldns's tools. */
  public TestnetSettings withSignedNames() {
    return new TestnetSettings(
        authorizationRetryAfter,
        orderRetryAfter,
        authorizationReusePercent,
        nonceRejectPercent,
        certificateLifetime,
        blockedDomains,
        true);
  }

  private static void requireSeconds(String what, Duration value, long least) {
    if (value.toSeconds() < least || !value.truncatedTo(ChronoUnit.SECONDS).equals(value)) {
      throw new IllegalArgumentException(
          what + " is in whole seconds, at least " + least + ": " + value);
    }
  }

  private static void requirePercent(String what, int value) {
    if (value < 0 || value > 100) {
      throw new IllegalArgumentException(what + " is between 0 and 100: " + value);
    }
  }
}
