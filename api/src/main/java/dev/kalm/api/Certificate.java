package dev.kalm.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A managed certificate as the API shows it. It never holds a private key: see {@link
 * CertificateExport}.
 *
 * @param id UUID
 * @param names as they stand in the certificate (A-labels, lower case), in the order given
 * @param authority the configured name of the CA
 * @param profile the CA's profile; null is the CA's default
 * @param notAfter end of the installed version; null before the first
 * @param renewAt when the next issuance starts by itself; null when none is planned
 * @param version the installed version; null before the first
 * @param issuance the latest issuance; null when there has been none
 * @param records what the user has to have in DNS, each with what was last seen there
 * @param createdAt when it was asked for
 * @param createdBy the name of who asked for it; null when that is not known
 */
public record Certificate(
    String id,
    List<String> names,
    CertificateStatus status,
    String authority,
    ChallengeType challenge,
    KeyType keyType,
    @Nullable String profile,
    @Nullable Instant notAfter,
    @Nullable Instant renewAt,
    @Nullable CertificateVersion version,
    @Nullable Issuance issuance,
    List<DnsRecord> records,
    Instant createdAt,
    @Nullable String createdBy) {
  public Certificate {
    names = Json.listOf(names);
    records = Json.listOf(records);
  }
}
