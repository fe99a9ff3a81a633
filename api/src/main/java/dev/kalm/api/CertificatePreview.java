package dev.kalm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request for a certificate would come to. Nothing has been created.
 *
 * @param names each as typed, in the order given
 * @param challenge null as long as no name is a name
 * @param zone where the delegations are or would be; null when no validation zone is needed, or
 *     there is no place for one
 * @param records what the user will have to have in DNS: the same that the certificate would show
 * @param mistakes all that the request would be refused for; empty when it would be taken
 * @param existing certificates that are good for all these names already, at most ten
 */
public record CertificatePreview(
    List<PreviewedName> names,
    @Nullable ChallengeType challenge,
    @Nullable PreviewedZone zone,
    List<DnsRecord> records,
    List<Suggestion> suggestions,
    List<Problem.Mistake> mistakes,
    List<ExistingCertificate> existing) {
  public CertificatePreview {
    names = Json.listOf(names);
    records = Json.listOf(records);
    suggestions = Json.listOf(suggestions);
    mistakes = Json.listOf(mistakes);
    existing = Json.listOf(existing);
  }
}
