package dev.kalm.server.certificate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One issued chain and its private key.
 *
 * @param chain PEM, the certificate first
 * @param keySealed the private key, sealed under {@link #keyContext}
 * @param serial the certificate's serial number, lower-case hexadecimal
 * @param issuer the issuer's distinguished name (RFC 2253)
 * @param fingerprint SHA-256 of the DER form, lower-case hexadecimal
 */
@SuppressWarnings("ArrayRecordComponent") // sealed bytes, which nobody compares
public record CertificateVersion(
    String id,
    String certificateId,
    String issuanceId,
    String chain,
    byte[] keySealed,
    String serial,
    String issuer,
    Instant notBefore,
    Instant notAfter,
    String fingerprint,
    Instant createdAt,
    @Nullable Instant revokedAt) {

  /** What an issuance's private key is sealed for. */
  public static String keyContext(String issuanceId) {
    return "issuance:" + issuanceId;
  }
}
