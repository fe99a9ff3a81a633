package dev.kalm.server.certificate;

import dev.kalm.api.CertificatePreview;
import dev.kalm.api.ChallengeType;
import dev.kalm.api.CreateCertificate;
import dev.kalm.api.DnsRecord;
import dev.kalm.api.ExistingCertificate;
import dev.kalm.api.PreviewedName;
import dev.kalm.api.PreviewedZone;
import dev.kalm.api.Problem.Mistake;
import dev.kalm.api.Suggestion;
import dev.kalm.api.SuggestionKind;
import dev.kalm.server.authority.Authorities;
import dev.kalm.server.database.Database;
import dev.kalm.server.database.Snapshot;
import dev.kalm.server.http.Caller;
import dev.kalm.server.http.RequestException;
import dev.kalm.server.zone.Delegation;
import dev.kalm.server.zone.ValidationZone;
import dev.kalm.server.zone.ZoneRecords;
import dev.kalm.server.zone.ZoneService;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a request for a certificate would come to, for somebody who is still typing it: {@link
 * CertificateService#request} without its writes. Names of delegations and zones that do not exist
 * yet are derived, so they are the ones that will be.
 */
public final class CertificatePreviews {
  private static final int EXISTING_SHOWN = 10;

  private final Database database;
  private final CertificateStore certificates;
  private final ZoneService zones;
  private final Authorities authorities;
  private final CertificateListStore list = new CertificateListStore();

  public CertificatePreviews(
      Database database,
      CertificateStore certificates,
      ZoneService zones,
      Authorities authorities) {
    this.database = database;
    this.certificates = certificates;
    this.zones = zones;
    this.authorities = authorities;
  }

  /** Where the delegations go, with all records that they need. */
  private record Placed(@Nullable PreviewedZone zone, List<DnsRecord> records) {
    static final Placed NOWHERE = new Placed(null, List.of());
  }

  /** Never refuses: what is wrong with the request is a part of the answer. */
  public CertificatePreview preview(CreateCertificate wish) {
    List<CertificateNames.Read> read = CertificateNames.read(shortened(wish.names()));
    List<String> names = read.stream().flatMap(name -> name.name().stream()).distinct().toList();
    List<Mistake> mistakes = new ArrayList<>(mistakes(wish));
    mistakes.addAll(notTheirs(read));
    @Nullable ChallengeType challenge = names.isEmpty() ? null : challenge(wish, names, mistakes);
    return database.snapshot(snapshot -> {
      Placed placed =
          challenge == ChallengeType.DNS_01
              ? placed(snapshot, CertificateNames.domains(names), wish.zone(), mistakes)
              : Placed.NOWHERE;
      return new CertificatePreview(
          read.stream()
              .map(name ->
                  new PreviewedName(
                      name.typed(), name.name().orElse(null), name.error().orElse(null)))
              .toList(),
          challenge,
          placed.zone(),
          placed.records(),
          suggestions(names),
          mistakes,
          existing(snapshot, names));
    });
  }

  /** Beyond what can be asked for, one mistake says enough. */
  private static List<String> shortened(List<String> names) {
    return names.subList(0, Math.min(names.size(), CertificateNames.TYPED_LIMIT));
  }

  private List<Mistake> mistakes(CreateCertificate wish) {
    List<Mistake> mistakes = new ArrayList<>();
    try {
      List<String> _ = CertificateNames.normalise(wish.names());
    } catch (CertificateNames.RefusedNamesException refused) {
      mistakes.addAll(refused.mistakes());
    }
    try {
      String _ = CertificateService.authority(authorities, wish.authority());
    } catch (CertificateNames.RefusedNamesException unknown) {
      mistakes.addAll(unknown.mistakes());
    }
    return mistakes;
  }

  private static List<Mistake> notTheirs(List<CertificateNames.Read> read) {
    List<Mistake> mistakes = new ArrayList<>();
    for (int index = 0; index < read.size(); index++) {
      try {
        Caller.current().requireIssue(read.get(index).name().stream().toList());
      } catch (RequestException forbidden) {
        mistakes.add(Mistake.at("/names/" + index, String.valueOf(forbidden.getMessage())));
      }
    }
    return mistakes;
  }

  /** The one wished for, or the one that fits the names; with what speaks against it. */
  private static ChallengeType challenge(
      CreateCertificate wish, List<String> names, List<Mistake> mistakes) {
    Optional<ChallengeType> wished = Optional.ofNullable(wish.challenge());
    try {
      return CertificateNames.challenge(names, wished);
    } catch (CertificateNames.RefusedNamesException refused) {
      mistakes.addAll(refused.mistakes());
      return wished.orElse(ChallengeType.DNS_01);
    }
  }

  private Placed placed(
      Snapshot snapshot, List<String> domains, @Nullable String zoneName, List<Mistake> mistakes) {
    Map<String, Delegation> delegations =
        zones.delegations(snapshot, domains).stream()
            .collect(Collectors.toMap(Delegation::domain, Function.identity()));
    Map<UUID, ValidationZone> involved = new LinkedHashMap<>();
    zones
        .of(snapshot, List.copyOf(delegations.values()))
        .forEach(zone -> involved.put(zone.id(), zone));
    @Nullable PreviewedZone shown =
        involved.values().stream()
            .findFirst()
            .map(zone -> new PreviewedZone(zone.name(), true))
            .orElse(null);
    if (delegations.size() < domains.size()) {
      try {
        ZoneService.Planned<ValidationZone> planned = zones.planned(snapshot, zoneName);
        ValidationZone zone = planned.value();
        shown = new PreviewedZone(zone.name(), planned.exists());
        involved.put(zone.id(), zone);
        domains.forEach(
            domain -> delegations.computeIfAbsent(domain, missing -> zones.planned(zone, missing)));
      } catch (ZoneService.NoSuchZoneException unknown) {
        mistakes.add(Mistake.at("/zone", String.valueOf(unknown.getMessage())));
      } catch (ZoneService.NoClusterException nowhere) {
        mistakes.add(Mistake.at("", String.valueOf(nowhere.getMessage())));
      }
    }
    Map<UUID, List<DnsRecord>> zoneRecords = new LinkedHashMap<>();
    involved.forEach((id, zone) ->
        zoneRecords.put(id, ZoneRecords.needed(zones.records(zone), zone.checkedAt())));
    List<Delegation> own =
        domains.stream().filter(delegations::containsKey).map(delegations::get).toList();
    return new Placed(shown, CertificateView.records(own, zoneRecords));
  }

  private static List<Suggestion> suggestions(List<String> names) {
    return names.stream()
        .filter(CertificateNames::isWildcard)
        .filter(name -> !names.contains(CertificateNames.domain(name)))
        .map(name -> new Suggestion(SuggestionKind.APEX, CertificateNames.domain(name), name))
        .toList();
  }

  private List<ExistingCertificate> existing(Snapshot snapshot, List<String> names) {
    if (names.isEmpty()) {
      return List.of();
    }
    List<String> ids = list.coveredBy(snapshot.handle(), names, EXISTING_SHOWN);
    return certificates.those(snapshot.handle(), ids).stream()
        .map(certificate ->
            new ExistingCertificate(
                certificate.id(),
                certificate.names(),
                new HashSet<>(certificate.names()).equals(new HashSet<>(names))))
        .toList();
  }
}
