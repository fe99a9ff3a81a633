package dev.kalm.api;

import java.time.Instant;

/**
 * One issued chain, in short.
 *
 * @param serial lower-case hexadecimal, without a leading zero octet
 * @param issuer the issuer's distinguished name (RFC 4514)
 * @param fingerprintSha256 SHA-256 of the DER certificate, lower-case hexadecimal
 */
public record CertificateVersion(
    String serial, String issuer, Instant notBefore, Instant notAfter, String fingerprintSha256) {}
