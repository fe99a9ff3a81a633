package dev.kalm.server.zone;

import dev.kalm.dns.zone.ZoneChange;
import dev.kalm.server.audit.AuditEntry;
import dev.kalm.server.audit.AuditLog;
import dev.kalm.server.check.ExpectedNameServer;
import dev.kalm.server.check.Looks;
import dev.kalm.server.check.RecordCheck;
import dev.kalm.server.check.RecordStatus;
import dev.kalm.server.check.ZoneExpectation;
import dev.kalm.server.check.ZoneSight;
import dev.kalm.server.database.Database;
import dev.kalm.server.database.Snapshot;
import dev.kalm.server.database.Transaction;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The validation zones' contents and what the world sees of them. */
public final class ZoneService {
  private final Database database;
  private final Supplier<ClusterAddresses> cluster;
  private final ZoneFeed feed;
  private final DerivedNames names;
  private final Looks looks;
  private final InstantSource clock;
  private final AuditLog audit;
  private final ZoneStore zones = new ZoneStore();
  private final DelegationStore delegations = new DelegationStore();
  private final SigningStore signing = new SigningStore();

  /**
   * Works on the zones in the database.
   *
   * @param cluster as the settings have it at each moment
   */
  public ZoneService(
      Database database,
      Supplier<ClusterAddresses> cluster,
      ZoneFeed feed,
      DerivedNames names,
      Looks looks,
      InstantSource clock) {
    this.database = database;
    this.cluster = cluster;
    this.feed = feed;
    this.names = names;
    this.looks = looks;
    this.clock = clock;
    this.audit = new AuditLog(clock);
  }

  /** There is no validation zone, and the settings do not say where to make one. */
  public static final class NoClusterException extends RuntimeException {
    NoClusterException() {
      super(
          "a wildcard is proven by DNS-01, and this server has no place for its validation zone yet: give it a domain of yours and its own public"
              + " addresses, in the web interface under Settings or with 'kalm settings cluster' (cluster.domain and cluster.addresses)");
    }
  }

  public Optional<ValidationZone> find() {
    return database.read(zones::find);
  }

  public Optional<ValidationZone> find(String name) {
    return database.read(handle -> zones.find(handle, name));
  }

  /** All zones, the first one first. */
  public List<ValidationZone> all() {
    return database.read(zones::all);
  }

  public List<ValidationZone> all(Snapshot snapshot) {
    return zones.all(snapshot.handle());
  }

  /** The zones that these delegations are in. */
  public List<ValidationZone> of(List<Delegation> delegations) {
    return database.read(handle -> zones.those(handle, zonesOf(delegations)));
  }

  public List<ValidationZone> of(Snapshot snapshot, List<Delegation> delegations) {
    return zones.those(snapshot.handle(), zonesOf(delegations));
  }

  private static Set<UUID> zonesOf(List<Delegation> delegations) {
    return delegations.stream().map(Delegation::zoneId).collect(Collectors.toSet());
  }

  /**
   * The validation zone, made now if there is none: a subdomain of the cluster's domain that nobody
   * can guess.
   *
   * @throws NoClusterException if the settings do not say where
   */
  public ValidationZone ensureZone(Transaction transaction) {
    Optional<ValidationZone> present = zones.find(transaction.handle());
    if (present.isPresent()) {
      return present.get();
    }
    return make(transaction, cluster.get().domain().orElseThrow(NoClusterException::new));
  }

  private ValidationZone make(Transaction transaction, String domain) {
    ValidationZone zone = unmade(domain);
    zones.insert(transaction, zone);
    audit.record(
        transaction, AuditEntry.of("zone.create", "zone", zone.id().toString(), zone.name()));
    transaction.afterCommit(feed::follow);
    return zone;
  }

  private ValidationZone unmade(String domain) {
    if (cluster.get().addresses().isEmpty()) {
      throw new NoClusterException();
    }
    return new ValidationZone(
        UUID.randomUUID(), names.zone(domain), 1, clock.instant(), null, List.of());
  }

  /** A zone or a delegation as it is, or as it would be made. */
  public record Planned<T>(T value, boolean exists) {}

  /**
   * The zone that new delegations go to, as {@link #ensureDelegation} would find or make it.
   *
   * @param zoneName null: the first zone
   * @throws NoSuchZoneException if there is none of that name
   * @throws NoClusterException as {@link #ensureZone} does
   */
  public Planned<ValidationZone> planned(Snapshot snapshot, @Nullable String zoneName) {
    Optional<ValidationZone> present =
        zoneName == null ? zones.find(snapshot.handle()) : zones.find(snapshot.handle(), zoneName);
    if (present.isPresent()) {
      return new Planned<>(present.get(), true);
    }
    if (zoneName != null) {
      throw new NoSuchZoneException(zoneName);
    }
    return new Planned<>(
        unmade(cluster.get().domain().orElseThrow(NoClusterException::new)), false);
  }

  /** The domain's delegation as it would be made in the zone, where it has none. */
  public Delegation planned(ValidationZone zone, String domain) {
    return new Delegation(
        names.delegation(zone.name(), domain),
        zone.id(),
        zone.name(),
        domain,
        clock.instant(),
        null,
        RecordStatus.UNKNOWN,
        "",
        null);
  }

  /** The validation zone, made now if there is none, in a transaction of its own. */
  public ValidationZone create() {
    return database.inTransaction(this::ensureZone);
  }

  /**
   * The validation zone directly below {@code domain}, made now if there is none.
   *
   * @param domain lower case, without a trailing dot
   * @throws NoClusterException if the settings do not say at which addresses it is served
   */
  public ValidationZone create(String domain) {
    return database.inTransaction(transaction ->
        zones.all(transaction.handle()).stream()
            .filter(zone -> zone.domain().equals(domain))
            .findFirst()
            .orElseGet(() -> make(transaction, domain)));
  }

  /** There is no validation zone of the name that was asked for. */
  public static final class NoSuchZoneException extends RuntimeException {
    NoSuchZoneException(String name) {
      super("there is no validation zone " + name + ": see 'kalm zone list'");
    }
  }

  /**
   * The domain's delegation, made now if there is none: in the first zone.
   *
   * @throws NoClusterException as {@link #ensureZone} does
   */
  public Delegation ensureDelegation(Transaction transaction, String domain) {
    return ensureDelegation(transaction, domain, null);
  }

  /**
   * The domain's delegation, made now if there is none. One that is there stays in its zone, for
   * the user's CNAME points into it.
   *
   * @param zoneName null: the first zone
   * @throws NoSuchZoneException if a delegation has to be made in a zone that does not exist
   */
  public Delegation ensureDelegation(
      Transaction transaction, String domain, @Nullable String zoneName) {
    Optional<Delegation> present = delegations.find(transaction.handle(), domain);
    if (present.isPresent()) {
      return present.get();
    }
    ValidationZone zone = place(transaction, zoneName);
    UUID id = names.delegation(zone.name(), domain);
    Instant now = clock.instant();
    if (delegations.insert(transaction, zone.id(), id, domain, now)) {
      zones.append(transaction, zone.id(), List.of(new ZoneChange.AddDelegation(id)), now);
      transaction.afterCommit(feed::follow);
    }
    return delegations.find(transaction.handle(), domain).orElseThrow();
  }

  /** Those of the domains, in the first zone. */
  public void ensureDelegations(Transaction transaction, List<String> domains) {
    domains.forEach(domain -> ensureDelegation(transaction, domain));
  }

  /** The domain's delegation and the values at it are gone with the commit. */
  void delete(Transaction transaction, Delegation delegation) {
    delegations.delete(transaction, delegation.id());
    zones.append(
        transaction,
        delegation.zoneId(),
        List.of(new ZoneChange.RemoveDelegation(delegation.id())),
        clock.instant());
    transaction.afterCommit(feed::follow);
  }

  private ValidationZone place(Transaction transaction, @Nullable String zoneName) {
    return zoneName == null
        ? ensureZone(transaction)
        : zones
            .find(transaction.handle(), zoneName)
            .orElseThrow(() -> new NoSuchZoneException(zoneName));
  }

  public Optional<Delegation> delegation(Transaction transaction, String domain) {
    return delegations.find(transaction.handle(), domain);
  }

  public Optional<Delegation> delegation(String domain) {
    return database.read(handle -> delegations.find(handle, domain));
  }

  /** Those of the domains that have a delegation. */
  public List<Delegation> delegations(List<String> domains) {
    return database.read(handle -> delegations.findAll(handle, domains));
  }

  public List<Delegation> delegations(Snapshot snapshot, List<String> domains) {
    return delegations.findAll(snapshot.handle(), domains);
  }

  /** The values that stand at the delegation now. */
  public List<String> values(Delegation delegation) {
    return database.read(handle -> delegations.values(handle, delegation.id(), clock.instant()));
  }

  /**
   * Puts one value at each delegation for the issuance, until {@code expiresAt}.
   *
   * @return the latest serial of a zone that contains one of them
   */
  public long publish(
      Transaction transaction,
      String issuance,
      List<Map.Entry<Delegation, String>> values,
      Instant expiresAt) {
    SortedMap<UUID, List<ZoneChange>> changes = new TreeMap<>();
    for (Map.Entry<Delegation, String> entry : values) {
      UUID id = entry.getKey().id();
      delegations.putValue(
          transaction, new DelegationStore.TxtValue(id, entry.getValue()), issuance, expiresAt);
      changes
          .computeIfAbsent(entry.getKey().zoneId(), _ -> new ArrayList<>())
          .add(new ZoneChange.AddTxt(id, entry.getValue(), expiresAt));
    }
    return append(transaction, changes);
  }

  /** Removes every value of the issuance. */
  public void withdraw(Transaction transaction, String issuance) {
    SortedMap<UUID, List<ZoneChange>> changes = new TreeMap<>();
    for (DelegationStore.TakenValue gone : delegations.takeValues(transaction, issuance)) {
      changes
          .computeIfAbsent(gone.zone(), _ -> new ArrayList<>())
          .add(new ZoneChange.RemoveTxt(gone.delegation(), gone.value()));
    }
    append(transaction, changes);
  }

  /** In the order of the zones, so that two transactions never wait for each other. */
  private long append(Transaction transaction, SortedMap<UUID, List<ZoneChange>> changes) {
    long latest = 0;
    for (Map.Entry<UUID, List<ZoneChange>> zone : changes.entrySet()) {
      latest =
          Math.max(
              latest, zones.append(transaction, zone.getKey(), zone.getValue(), clock.instant()));
    }
    if (!changes.isEmpty()) {
      transaction.afterCommit(feed::follow);
    }
    return latest;
  }

  /** Looks at the delegation's CNAME as a CA would, and keeps what it saw. */
  public RecordCheck check(Delegation delegation) {
    RecordCheck seen = looks.delegation().check(delegation.challengeName(), delegation.target());
    if (seen.status() != delegation.status()
        || !seen.detail().equals(delegation.detail())
        || delegation.checkedAt() == null
        || delegation.checkedAt().isBefore(clock.instant().minus(KEPT_SILENT))) {
      database.useTransaction(transaction ->
          delegations.updateCheck(transaction, delegation.id(), seen, clock.instant()));
    }
    return seen;
  }

  /** A look that saw nothing new is written down this often. */
  private static final Duration KEPT_SILENT = Duration.ofSeconds(10);

  /** Looks at the zone's records at its parent, and keeps what it saw. */
  public List<RecordCheck> check(ValidationZone zone) {
    return look(zone).checks();
  }

  /** The same, with what the parent's name servers have for DS records. */
  ZoneSight look(ValidationZone zone) {
    ClusterAddresses at = cluster.get();
    List<ExpectedNameServer> servers =
        at.nameServers(zone.name()).stream()
            .map(server -> new ExpectedNameServer(server.name(), server.addresses()))
            .toList();
    Optional<SignedZone> signed = signed(zone);
    ZoneSight seen =
        looks
            .zone()
            .check(
                new ZoneExpectation(
                    zone.name(),
                    servers,
                    signed.map(SignedZone::wanted).orElse(List.of()),
                    signed.map(SignedZone::published).orElse(List.of())));
    database.useTransaction(transaction -> {
      Optional<SignedZone> now = signing.find(transaction.handle(), zone.id());
      if (!at.equals(cluster.get())
          || !now.map(SignedZone::serial).equals(signed.map(SignedZone::serial))) {
        // Addresses or keys have changed meanwhile: what was looked for is not what is wanted any
        // more.
        return;
      }
      zones.updateChecks(transaction, zone.id(), seen.checks(), clock.instant());
      now.ifPresent(how ->
          signing.update(
              transaction, how.with(how.sight().with(seen.ds(), how.wanted(), clock.instant()))));
    });
    return seen;
  }

  /** How the zone is signed; empty if it is not. */
  Optional<SignedZone> signed(ValidationZone zone) {
    return database.read(handle -> signing.find(handle, zone.id()));
  }

  /** From now on these DS records are what the parent has to have; nobody has looked yet. */
  void expectDs(Transaction transaction, String name, List<String> wanted) {
    ValidationZone zone = zones.find(transaction.handle(), name).orElseThrow();
    List<RecordCheck> checks = new ArrayList<>(records(zone));
    checks.removeIf(check -> check.type().equals("DS"));
    for (String ds : wanted) {
      checks.add(unseen("DS", name, ds));
    }
    zones.updateChecks(transaction, zone.id(), checks, zone.checkedAt());
    transaction.afterCommit(feed::follow);
  }

  /**
   * Every zone's name servers have other addresses from this transaction on: each zone takes a
   * serial, for nodes to read them anew, and nobody has looked at the parent's new records yet.
   */
  public void move(Transaction transaction, ClusterAddresses to) {
    List<ValidationZone> all = new ArrayList<>(zones.all(transaction.handle()));
    all.sort(Comparator.comparing(ValidationZone::id));
    for (ValidationZone zone : all) {
      zones.appendSettings(transaction, zone.id(), clock.instant());
      List<RecordCheck> checks = new ArrayList<>(expected(zone, to));
      zone.checks().stream().filter(check -> check.type().equals("DS")).forEach(checks::add);
      zones.updateChecks(transaction, zone.id(), checks, null);
    }
    transaction.afterCommit(feed::follow);
  }

  /** The zone's records at its parent, as last seen; unknown where nobody has looked yet. */
  public List<RecordCheck> records(ValidationZone zone) {
    return zone.checks().isEmpty() ? expected(zone, cluster.get()) : zone.checks();
  }

  private static List<RecordCheck> expected(ValidationZone zone, ClusterAddresses at) {
    List<RecordCheck> expected = new ArrayList<>();
    for (ClusterAddresses.NameServerAddress server : at.nameServers(zone.name())) {
      expected.add(unseen("NS", zone.name(), server.name()));
      for (InetAddress address : server.addresses()) {
        expected.add(
            unseen(
                address instanceof Inet4Address ? "A" : "AAAA",
                server.name(),
                address.getHostAddress()));
      }
    }
    return expected;
  }

  private static RecordCheck unseen(String type, String name, String value) {
    return new RecordCheck(type, name, value, RecordStatus.UNKNOWN, "not looked at yet");
  }

  public List<ClusterAddresses.NameServerAddress> nameServers(ValidationZone zone) {
    return cluster.get().nameServers(zone.name());
  }
}
