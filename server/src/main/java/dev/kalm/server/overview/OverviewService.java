package dev.kalm.server.overview;

import dev.kalm.api.Attention;
import dev.kalm.api.CertificateStatus;
import dev.kalm.api.Issuance;
import dev.kalm.api.MissingSetting;
import dev.kalm.api.Overview;
import dev.kalm.api.Overview.ExpiryDay;
import dev.kalm.api.Overview.PlannedRenewal;
import dev.kalm.server.certificate.Certificate;
import dev.kalm.server.certificate.CertificateStore;
import dev.kalm.server.certificate.Issuances;
import dev.kalm.server.check.RecordCheck;
import dev.kalm.server.check.RecordStatus;
import dev.kalm.server.database.Database;
import dev.kalm.server.database.Snapshot;
import dev.kalm.server.overview.OverviewStore.Trouble;
import dev.kalm.server.overview.OverviewStore.Troubled;
import dev.kalm.server.zone.ValidationZone;
import dev.kalm.server.zone.ZoneService;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Answers in one look whether anything is going to break. */
public final class OverviewService {
  private static final Duration AHEAD = Duration.ofDays(90);
  private static final int SHOWN = 50;
  private static final int RENEWALS_SHOWN = 5;

  private final Database database;
  private final CertificateStore certificates;
  private final Issuances issuances;
  private final ZoneService zones;
  private final Supplier<List<MissingSetting>> missingSettings;
  private final InstantSource clock;
  private final OverviewStore store = new OverviewStore();

  /**
   * @param missingSettings what the service needs and nobody has set
   */
  public OverviewService(
      Database database,
      CertificateStore certificates,
      Issuances issuances,
      ZoneService zones,
      Supplier<List<MissingSetting>> missingSettings,
      InstantSource clock) {
    this.database = database;
    this.certificates = certificates;
    this.issuances = issuances;
    this.zones = zones;
    this.missingSettings = missingSettings;
    this.clock = clock;
  }

  /** The worst of everything, and how much there is. */
  private record Findings(List<Attention> shown, int total) {}

  public Overview overview() {
    Instant now = clock.instant();
    List<Attention> setup = missingSettings.get().stream().map(AttentionText::setup).toList();
    return database.snapshot(snapshot -> {
      Map<CertificateStatus, Integer> counts = store.counts(snapshot.handle(), now);
      Findings findings = findings(snapshot, setup, now);
      return new Overview(
          counts,
          counts.values().stream().mapToInt(Integer::intValue).sum(),
          expiries(snapshot, now),
          findings.shown(),
          findings.total(),
          nextRenewals(snapshot, now),
          store.delegations(snapshot.handle()));
    });
  }

  private List<ExpiryDay> expiries(Snapshot snapshot, Instant now) {
    Instant end = now.plus(AHEAD);
    SortedMap<Long, Integer> all = store.expiries(snapshot.handle(), now, end);
    Map<Long, Integer> failing = store.failingExpiries(snapshot.handle(), now, end);
    List<ExpiryDay> days = new ArrayList<>();
    all.forEach((day, count) ->
        days.add(new ExpiryDay(LocalDate.ofEpochDay(day), count, failing.getOrDefault(day, 0))));
    return days;
  }

  private List<PlannedRenewal> nextRenewals(Snapshot snapshot, Instant now) {
    List<Troubled> next = store.nextRenewals(snapshot.handle(), now, RENEWALS_SHOWN);
    Map<String, List<String>> names = names(snapshot, next);
    return next.stream()
        .map(one ->
            new PlannedRenewal(
                one.id(),
                names.getOrDefault(one.id(), List.of()),
                Objects.requireNonNull(one.renewAt())))
        .toList();
  }

  private Findings findings(Snapshot snapshot, List<Attention> setup, Instant now) {
    List<Attention> found = new ArrayList<>(setup);
    List<Attention> unreachable = unreachable(snapshot);
    found.addAll(unreachable);
    int total = found.size();
    for (Trouble trouble : Trouble.values()) {
      found.addAll(troubled(snapshot, trouble, now));
      total += store.count(snapshot.handle(), trouble, now);
    }
    store.broken(snapshot.handle(), SHOWN).stream()
        .map(AttentionText::delegation)
        .forEach(found::add);
    total += store.countBroken(snapshot.handle());
    found.sort(Comparator.comparing(Attention::severity));
    return new Findings(found.subList(0, Math.min(SHOWN, found.size())), total);
  }

  private List<Attention> troubled(Snapshot snapshot, Trouble trouble, Instant now) {
    List<Troubled> found = store.troubled(snapshot.handle(), trouble, now, SHOWN);
    Map<String, List<String>> names = names(snapshot, found);
    Map<String, Issuance> underWay =
        issuances.unfinished(snapshot, found.stream().map(Troubled::id).toList());
    return found.stream()
        .map(one ->
            AttentionText.certificate(
                trouble, one, names.getOrDefault(one.id(), List.of()), underWay.get(one.id()), now))
        .toList();
  }

  private Map<String, List<String>> names(Snapshot snapshot, List<Troubled> of) {
    return certificates.those(snapshot.handle(), of.stream().map(Troubled::id).toList()).stream()
        .collect(Collectors.toMap(Certificate::id, Certificate::names));
  }

  private List<Attention> unreachable(Snapshot snapshot) {
    List<Attention> found = new ArrayList<>();
    for (ValidationZone zone : zones.all(snapshot)) {
      zones.records(zone).stream()
          .filter(RecordCheck::stopsIssuance)
          .filter(record -> record.status() != RecordStatus.UNKNOWN)
          .findFirst()
          .ifPresent(wrong -> found.add(AttentionText.zone(zone.name(), wrong)));
    }
    return found;
  }
}
