package dev.kalm.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version in a certificate's history.
 *
 * @param id UUID
 * @param serial lower-case hexadecimal, without a leading zero octet
 * @param issuer the issuer's distinguished name (RFC 4514)
 * @param fingerprintSha256 SHA-256 of the DER certificate, lower-case hexadecimal
 * @param createdAt when it was installed
 * @param revokedAt null unless it was revoked here
 * @param current whether it is the installed one
 */
public record VersionEntry(
    String id,
    String serial,
    String issuer,
    Instant notBefore,
    Instant notAfter,
    String fingerprintSha256,
    Instant createdAt,
    @Nullable Instant revokedAt,
    boolean current) {}
