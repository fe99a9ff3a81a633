package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One domain's place in the validation zone: it belongs to the domain and outlives certificates.
 *
 * @param domain the base domain, which {@code *.domain} shares
 * @param id UUID, the first label of the target
 * @param target the name in the validation zone that the CNAME points to, without a trailing dot
 * @param cname the CNAME that the user has to create; {@code record} in JSON
 * @param values the TXT values served there now
 * @param checkedAt when the record was last looked up; null before the first look
 * @param certificates that are proven through it, at most 20
 * @param certificatesTotal how many there are
 */
public record Delegation(
    String domain,
    String id,
    String target,
    @JsonProperty("record") DnsRecord cname,
    List<String> values,
    @Nullable Instant checkedAt,
    List<CertificateReference> certificates,
    int certificatesTotal) {
  public Delegation {
    values = Json.listOf(values);
    certificates = Json.listOf(certificates);
  }
}
