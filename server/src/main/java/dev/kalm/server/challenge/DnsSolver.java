package dev.kalm.server.challenge;

import dev.kalm.api.ChallengeType;
import dev.kalm.dns.server.QueryEvent;
import dev.kalm.dns.server.QueryListener;
import dev.kalm.server.authority.Authority;
import dev.kalm.server.check.RecordCheck;
import dev.kalm.server.check.RecordStatus;
import dev.kalm.server.check.TxtCheck;
import dev.kalm.server.check.TxtSight;
import dev.kalm.server.database.Transaction;
import dev.kalm.server.zone.Delegation;
import dev.kalm.server.zone.PublishBarrier;
import dev.kalm.server.zone.ValidationZone;
import dev.kalm.server.zone.ZoneService;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** DNS-01 (RFC 8555 section 8.4): a TXT value at the domain's delegation in the validation zone. */
public final class DnsSolver implements Solver, QueryListener {

  /** Records that were right are not looked at again for this long; the values are, every time. */
  private static final Duration TRUSTED = Duration.ofMinutes(1);

  private final ZoneService zones;
  private final PublishBarrier barrier;
  private final TxtCheck txtCheck;
  private final Sightings sightings;
  private final Supplier<InetSocketAddress> ownListener;
  private final InstantSource clock;

  /**
   * @param ownListener where this node's own DNS server answers
   */
  public DnsSolver(
      ZoneService zones,
      PublishBarrier barrier,
      TxtCheck txtCheck,
      Sightings sightings,
      Supplier<InetSocketAddress> ownListener,
      InstantSource clock) {
    this.zones = zones;
    this.barrier = barrier;
    this.txtCheck = txtCheck;
    this.sightings = sightings;
    this.ownListener = ownListener;
    this.clock = clock;
  }

  @Override
  public ChallengeType type() {
    return ChallengeType.DNS_01;
  }

  @Override
  public List<RecordCheck> missing(List<String> domains) throws InterruptedException {
    List<RecordCheck> missing = new ArrayList<>();
    List<Delegation> delegations = zones.delegations(domains);
    for (ValidationZone zone : zones.of(delegations)) {
      if (!trusted(zone)) {
        zones.check(zone).stream().filter(RecordCheck::stopsIssuance).forEach(missing::add);
      }
    }
    for (String domain : domains) {
      if (delegations.stream().noneMatch(delegation -> delegation.domain().equals(domain))) {
        missing.add(deleted(domain));
      }
    }
    List<Delegation> unsure =
        delegations.stream().filter(delegation -> !trusted(delegation)).toList();
    for (RecordCheck check : AtOnce.each(unsure, zones::check)) {
      if (check.status() != RecordStatus.OK) {
        missing.add(check);
      }
    }
    return missing;
  }

  /** Only a person makes again what a person has deleted. */
  private static RecordCheck deleted(String domain) {
    return new RecordCheck(
        "CNAME",
        "_acme-challenge." + domain,
        "",
        RecordStatus.MISSING,
        "the delegation of "
            + domain
            + " was deleted: renew the certificate by hand, and it is made again with the same CNAME");
  }

  private boolean trusted(ValidationZone zone) {
    Instant checkedAt = zone.checkedAt();
    return checkedAt != null
        && isYoung(checkedAt)
        && !zone.checks().isEmpty()
        && zone.checks().stream().noneMatch(RecordCheck::stopsIssuance);
  }

  private boolean trusted(Delegation delegation) {
    Instant checkedAt = delegation.checkedAt();
    return checkedAt != null && isYoung(checkedAt) && delegation.status() == RecordStatus.OK;
  }

  private boolean isYoung(Instant checkedAt) {
    return checkedAt.plus(TRUSTED).isAfter(clock.instant());
  }

  @Override
  public String value(String keyAuthorization) {
    return Authority.digest(keyAuthorization);
  }

  @Override
  public long present(
      Transaction transaction,
      String issuance,
      List<Presentation> presentations,
      Instant expiresAt) {
    List<Map.Entry<Delegation, String>> values = new ArrayList<>();
    for (Presentation presentation : presentations) {
      values.add(
          new SimpleImmutableEntry<>(
              zones.delegation(transaction, presentation.domain()).orElseThrow(),
              presentation.value()));
    }
    return zones.publish(transaction, issuance, values, expiresAt);
  }

  @Override
  public boolean awaitPublished(long publication) throws InterruptedException {
    return barrier.await();
  }

  @Override
  public Optional<String> lookAsTheAuthority(List<Presentation> presentations)
      throws InterruptedException {
    List<TxtSight> own = AtOnce.each(presentations, presentation -> lookAtOurselves(presentation));
    Optional<TxtSight> silent = own.stream().filter(sight -> !sight.visible()).findFirst();
    if (silent.isPresent()) {
      return Optional.of(
          "this server does not answer with the value itself: " + silent.get().detail());
    }
    List<TxtSight> sights =
        AtOnce.each(
            presentations,
            presentation ->
                txtCheck.look("_acme-challenge." + presentation.domain(), presentation.value()));
    return sights.stream().filter(sight -> !sight.visible()).map(TxtSight::detail).findFirst();
  }

  private TxtSight lookAtOurselves(Presentation presentation) {
    String owner = zones.delegation(presentation.domain()).orElseThrow().target();
    return txtCheck.lookAt(ownListener.get(), owner, presentation.value());
  }

  @Override
  public Sightings.Watch watch(List<Presentation> presentations) {
    Map<String, Delegation> byDomain = new HashMap<>();
    zones
        .delegations(presentations.stream().map(Presentation::domain).distinct().toList())
        .forEach(delegation -> byDomain.put(delegation.domain(), delegation));
    return sightings.watch(
        byDomain.values().stream().map(delegation -> delegation.id().toString()).toList());
  }

  @Override
  public boolean watches(long idHigh, long idLow) {
    return sightings.mayWatchDelegation(idHigh);
  }

  @Override
  public void answered(QueryEvent event) {
    sightings.seen(event.question().name().labels().getFirst().toLowerCase(Locale.ROOT));
  }

  @Override
  public void withdraw(Transaction transaction, String issuance) {
    zones.withdraw(transaction, issuance);
  }
}
