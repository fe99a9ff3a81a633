package dev.kalm.server.challenge;

import dev.kalm.api.ChallengeType;
import dev.kalm.dns.message.Rcode;
import dev.kalm.dns.message.RecordType;
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
  public List<RecordCheck> records(List<String> domains) throws InterruptedException {
    List<RecordCheck> records = new ArrayList<>();
    List<Delegation> delegations = zones.delegations(domains);
    for (ValidationZone zone : zones.of(delegations)) {
      records.addAll(trusted(zone) ? zone.checks() : zones.check(zone));
    }
    for (String domain : domains) {
      if (delegations.stream().noneMatch(delegation -> delegation.domain().equals(domain))) {
        records.add(deleted(domain));
      }
    }
    delegations.stream().filter(this::trusted).map(Delegation::lastCheck).forEach(records::add);
    List<Delegation> unsure =
        delegations.stream().filter(delegation -> !trusted(delegation)).toList();
    records.addAll(AtOnce.each(unsure, zones::check));
    return records;
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
  public List<String> places(List<Presentation> presentations) {
    Map<String, Delegation> byDomain = byDomain(presentations);
    return presentations.stream()
        .map(presentation ->
            Optional.ofNullable(byDomain.get(presentation.domain())).orElseThrow().target())
        .toList();
  }

  private Map<String, Delegation> byDomain(List<Presentation> presentations) {
    Map<String, Delegation> byDomain = new HashMap<>();
    zones
        .delegations(presentations.stream().map(Presentation::domain).distinct().toList())
        .forEach(delegation -> byDomain.put(delegation.domain(), delegation));
    return byDomain;
  }

  @Override
  public List<Look> lookAsTheAuthority(List<Presentation> presentations)
      throws InterruptedException {
    List<String> places = places(presentations);
    List<Map.Entry<String, Presentation>> placed = new ArrayList<>();
    for (int i = 0; i < presentations.size(); i++) {
      placed.add(Map.entry(places.get(i), presentations.get(i)));
    }
    List<Look> own =
        AtOnce.each(placed, entry -> lookAtOurselves(entry.getKey(), entry.getValue()));
    if (own.stream().anyMatch(look -> !look.ok())) {
      return own;
    }
    List<Look> looks = new ArrayList<>(own);
    looks.addAll(AtOnce.each(presentations, this::lookThroughTheWorld));
    return looks;
  }

  private Look lookAtOurselves(String owner, Presentation presentation) {
    TxtSight sight = txtCheck.lookAt(ownListener.get(), owner, presentation.value());
    return new Look(
        presentation.domain(),
        true,
        "TXT of " + owner + "?",
        sight.visible(),
        sight.visible()
            ? sight.detail()
            : "this server does not answer with the value itself: " + sight.detail());
  }

  private Look lookThroughTheWorld(Presentation presentation) {
    String name = "_acme-challenge." + presentation.domain();
    TxtSight sight = txtCheck.look(name, presentation.value());
    return new Look(
        presentation.domain(), false, "TXT of " + name + "?", sight.visible(), sight.detail());
  }

  @Override
  public Sightings.Watch watch(List<Presentation> presentations) {
    return sightings.watch(
        byDomain(presentations).values().stream()
            .map(delegation -> delegation.id().toString())
            .toList());
  }

  @Override
  public boolean watches(long idHigh, long idLow) {
    return sightings.mayWatchDelegation(idHigh);
  }

  @Override
  public void answered(QueryEvent event) {
    String name = event.question().name().toString().toLowerCase(Locale.ROOT);
    boolean isValue = event.question().type() == RecordType.TXT;
    sightings.seen(
        new Sighting(
            event.question().name().labels().getFirst().toLowerCase(Locale.ROOT),
            event.at(),
            "%s of %s? (from %s)"
                .formatted(
                    RecordType.text(event.question().type()),
                    name.substring(0, name.length() - 1),
                    event.client().getAddress().getHostAddress()),
            answer(event),
            isValue ? Optional.of(event.answers() > 0) : Optional.empty()));
  }

  private static String answer(QueryEvent event) {
    if (event.rcode() != Rcode.NOERROR) {
      return event.rcode().name();
    }
    return switch (event.answers()) {
      case 0 -> "nothing in this answer";
      case 1 -> "1 value";
      default -> event.answers() + " values";
    };
  }

  @Override
  public void withdraw(Transaction transaction, String issuance) {
    zones.withdraw(transaction, issuance);
  }
}
