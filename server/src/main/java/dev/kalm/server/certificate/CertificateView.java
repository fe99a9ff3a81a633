package dev.kalm.server.certificate;

import dev.kalm.api.CertificateStatus;
import dev.kalm.api.ChallengeType;
import dev.kalm.api.DnsRecord;
import dev.kalm.api.Issuance;
import dev.kalm.api.IssuanceState;
import dev.kalm.api.KeyType;
import dev.kalm.server.database.Snapshot;
import dev.kalm.server.zone.Delegation;
import dev.kalm.server.zone.ZoneRecords;
import dev.kalm.server.zone.ZoneService;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Certificates as the REST API shows them: what is stored, what is under way, and which records the
 * user has to have in DNS.
 */
final class CertificateView {
  private final CertificateStore store;
  private final Issuances issuances;
  private final ZoneService zones;
  private final InstantSource clock;

  CertificateView(
      CertificateStore store, Issuances issuances, ZoneService zones, InstantSource clock) {
    this.store = store;
    this.issuances = issuances;
    this.zones = zones;
    this.clock = clock;
  }

  List<dev.kalm.api.Certificate> of(Snapshot snapshot, List<Certificate> certificates) {
    List<String> ids = certificates.stream().map(Certificate::id).toList();
    Map<String, CertificateVersion> versions = store.currentVersions(snapshot.handle(), ids);
    Map<String, Issuance> unfinished = issuances.unfinished(snapshot, ids);
    Map<String, Delegation> delegations = new HashMap<>();
    List<String> domains =
        certificates.stream()
            .filter(certificate -> certificate.challenge() == ChallengeType.DNS_01)
            .flatMap(certificate -> certificate.domains().stream())
            .distinct()
            .toList();
    List<Delegation> found = zones.delegations(snapshot, domains);
    found.forEach(delegation -> delegations.put(delegation.domain(), delegation));
    Map<UUID, List<DnsRecord>> zoneRecords = new LinkedHashMap<>();
    zones
        .of(snapshot, found)
        .forEach(zone ->
            zoneRecords.put(zone.id(), ZoneRecords.needed(zones.records(zone), zone.checkedAt())));
    return certificates.stream()
        .map(certificate ->
            of(
                certificate,
                versions.get(certificate.id()),
                unfinished.get(certificate.id()),
                records(certificate, zoneRecords, delegations)))
        .toList();
  }

  dev.kalm.api.Certificate of(Snapshot snapshot, Certificate certificate) {
    return of(snapshot, List.of(certificate)).getFirst();
  }

  private dev.kalm.api.Certificate of(
      Certificate certificate,
      @Nullable CertificateVersion version,
      @Nullable Issuance issuance,
      List<DnsRecord> records) {
    return new dev.kalm.api.Certificate(
        certificate.id(),
        certificate.names(),
        status(version, issuance, clock.instant()),
        certificate.authority(),
        certificate.challenge(),
        KeyType.of(certificate.keyType().id()),
        certificate.profile().orElse(null),
        version == null ? null : version.notAfter(),
        certificate.renewAt(),
        version == null
            ? null
            : new dev.kalm.api.CertificateVersion(
                version.serial(),
                version.issuer(),
                version.notBefore(),
                version.notAfter(),
                version.fingerprint()),
        issuance,
        records,
        certificate.createdAt(),
        certificate.createdBy().orElse(null));
  }

  /** A failing certificate says so even when it has expired: that is the thing to mend. */
  static CertificateStatus status(
      @Nullable CertificateVersion version, @Nullable Issuance issuance, Instant now) {
    if (issuance != null && issuance.state() == IssuanceState.FAILED) {
      return CertificateStatus.FAILING;
    }
    if (version == null) {
      return issuance == null || issuance.state() == IssuanceState.AWAITING_DELEGATION
          ? CertificateStatus.PENDING
          : CertificateStatus.ISSUING;
    }
    if (version.notAfter().isBefore(now)) {
      return CertificateStatus.EXPIRED;
    }
    if (issuance != null) {
      return CertificateStatus.RENEWING;
    }
    return version.revokedAt() == null ? CertificateStatus.READY : CertificateStatus.REVOKED;
  }

  private static List<DnsRecord> records(
      Certificate certificate,
      Map<UUID, List<DnsRecord>> zoneRecords,
      Map<String, Delegation> delegations) {
    return certificate.challenge() == ChallengeType.DNS_01
        ? records(
            certificate.domains().stream().map(delegations::get).filter(Objects::nonNull).toList(),
            zoneRecords)
        : List.of();
  }

  /** What the user has to have in DNS for these delegations: their zones' records first. */
  static List<DnsRecord> records(List<Delegation> own, Map<UUID, List<DnsRecord>> zoneRecords) {
    List<DnsRecord> records = new ArrayList<>();
    zoneRecords.forEach((zone, needed) -> {
      if (own.stream().anyMatch(delegation -> delegation.zoneId().equals(zone))) {
        records.addAll(needed);
      }
    });
    own.forEach(delegation -> records.add(ZoneRecords.cname(delegation)));
    return records;
  }
}
