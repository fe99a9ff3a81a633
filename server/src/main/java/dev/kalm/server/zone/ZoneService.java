package dev.kalm.server.zone;

import dev.kalm.dns.zone.ZoneChange;
import dev.kalm.server.check.DelegationCheck;
import dev.kalm.server.check.ExpectedNameServer;
import dev.kalm.server.check.RecordCheck;
import dev.kalm.server.check.RecordStatus;
import dev.kalm.server.check.ZoneCheck;
import dev.kalm.server.check.ZoneExpectation;
import dev.kalm.server.database.Database;
import dev.kalm.server.database.Snapshot;
import dev.kalm.server.database.Transaction;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The validation zone's contents and what the world sees of them. */
public final class ZoneService {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Database database;
  private final ClusterAddresses cluster;
  private final ZoneFeed feed;
  private final ZoneCheck zoneCheck;
  private final DelegationCheck delegationCheck;
  private final InstantSource clock;
  private final ZoneStore zones = new ZoneStore();
  private final DelegationStore delegations = new DelegationStore();

  public ZoneService(
      Database database,
      ClusterAddresses cluster,
      ZoneFeed feed,
      ZoneCheck zoneCheck,
      DelegationCheck delegationCheck,
      InstantSource clock) {
    this.database = database;
    this.cluster = cluster;
    this.feed = feed;
    this.zoneCheck = zoneCheck;
    this.delegationCheck = delegationCheck;
    this.clock = clock;
  }

  /** There is no validation zone, and the configuration does not say where to make one. */
  public static final class NoClusterException extends RuntimeException {
    NoClusterException() {
      super(
          "a wildcard is proven by DNS-01, and this server has no place for its validation zone yet: set cluster.domain to a domain of"
              + " yours and cluster.addresses to this server's public addresses, then restart it");
    }
  }

  public Optional<ValidationZone> find() {
    return database.read(zones::find);
  }

  public Optional<ValidationZone> find(Snapshot snapshot) {
    return zones.find(snapshot.handle());
  }

  /**
   * The validation zone, made now if there is none: a random subdomain of the cluster's domain.
   *
   * @throws NoClusterException if the configuration does not say where
   */
  public ValidationZone ensureZone(Transaction transaction) {
    Optional<ValidationZone> present = zones.find(transaction.handle());
    if (present.isPresent()) {
      return present.get();
    }
    String domain = cluster.domain().orElseThrow(NoClusterException::new);
    if (cluster.addresses().isEmpty()) {
      throw new NoClusterException();
    }
    byte[] random = new byte[3];
    RANDOM.nextBytes(random);
    ValidationZone zone =
        new ValidationZone(
            UUID.randomUUID(),
            "acme-" + HexFormat.of().formatHex(random) + "." + domain,
            1,
            clock.instant(),
            null,
            List.of());
    zones.insert(transaction, zone);
    transaction.afterCommit(feed::follow);
    return zone;
  }

  /** The validation zone, made now if there is none, in a transaction of its own. */
  public ValidationZone create() {
    return database.inTransaction(this::ensureZone);
  }

  /** The domain's delegation, made now if there is none. */
  public Delegation ensureDelegation(Transaction transaction, String domain) {
    Optional<Delegation> present = delegations.find(transaction.handle(), domain);
    if (present.isPresent()) {
      return present.get();
    }
    ValidationZone zone = ensureZone(transaction);
    UUID id = UUID.randomUUID();
    Instant now = clock.instant();
    if (delegations.insert(transaction, zone.id(), id, domain, now)) {
      zones.append(transaction, zone.id(), List.of(new ZoneChange.AddDelegation(id)), now);
      transaction.afterCommit(feed::follow);
    }
    return delegations.find(transaction.handle(), domain).orElseThrow();
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

  public List<Delegation> page(@Nullable String after, int limit) {
    return database.read(handle -> delegations.page(handle, after, limit));
  }

  /** The values that stand at the delegation now. */
  public List<String> values(Delegation delegation) {
    return database.read(handle -> delegations.values(handle, delegation.id(), clock.instant()));
  }

  /**
   * Puts one value at each delegation for the issuance, until {@code expiresAt}.
   *
   * @return the zone's serial that contains them
   */
  public long publish(
      Transaction transaction,
      String issuance,
      List<Map.Entry<Delegation, String>> values,
      Instant expiresAt) {
    List<ZoneChange> changes = new ArrayList<>();
    for (Map.Entry<Delegation, String> entry : values) {
      UUID id = entry.getKey().id();
      delegations.putValue(
          transaction, new DelegationStore.TxtValue(id, entry.getValue()), issuance, expiresAt);
      changes.add(new ZoneChange.AddTxt(id, entry.getValue(), expiresAt));
    }
    transaction.afterCommit(feed::follow);
    return zones.append(transaction, ensureZone(transaction).id(), changes, clock.instant());
  }

  /** Removes every value of the issuance. */
  public void withdraw(Transaction transaction, String issuance) {
    List<ZoneChange> changes = new ArrayList<>();
    for (DelegationStore.TxtValue gone : delegations.takeValues(transaction, issuance)) {
      changes.add(new ZoneChange.RemoveTxt(gone.delegation(), gone.value()));
    }
    if (!changes.isEmpty()) {
      zones.append(transaction, ensureZone(transaction).id(), changes, clock.instant());
      transaction.afterCommit(feed::follow);
    }
  }

  /** Looks at the delegation's CNAME as a CA would, and keeps what it saw. */
  public RecordCheck check(Delegation delegation) {
    RecordCheck seen = delegationCheck.check(delegation.challengeName(), delegation.target());
    if (seen.status() != delegation.status()
        || !seen.detail().equals(delegation.detail())
        || delegation.checkedAt() == null
        || delegation.checkedAt().isBefore(clock.instant().minus(KEPT_SILENT))) {
      database.useTransaction(transaction ->
          delegations.updateCheck(
              transaction, delegation.id(), seen.status(), seen.detail(), clock.instant()));
    }
    return seen;
  }

  /** A look that saw nothing new is written down this often. */
  private static final Duration KEPT_SILENT = Duration.ofMinutes(1);

  /** Looks at the zone's NS and address records at its parent, and keeps what it saw. */
  public List<RecordCheck> check(ValidationZone zone) {
    List<ExpectedNameServer> servers =
        cluster.nameServers(zone.name()).stream()
            .map(server -> new ExpectedNameServer(server.name(), server.addresses()))
            .toList();
    List<RecordCheck> seen = zoneCheck.check(new ZoneExpectation(zone.name(), servers));
    database.useTransaction(
        transaction -> zones.updateChecks(transaction, zone.id(), seen, clock.instant()));
    return seen;
  }

  /** The zone's records at its parent, as last seen; unknown where nobody has looked yet. */
  public List<RecordCheck> records(ValidationZone zone) {
    if (!zone.checks().isEmpty()) {
      return zone.checks();
    }
    List<RecordCheck> expected = new ArrayList<>();
    for (ClusterAddresses.NameServerAddress server : cluster.nameServers(zone.name())) {
      expected.add(
          new RecordCheck(
              "NS", zone.name(), server.name(), RecordStatus.UNKNOWN, "not looked at yet"));
      for (InetAddress address : server.addresses()) {
        expected.add(
            new RecordCheck(
                address instanceof Inet4Address ? "A" : "AAAA",
                server.name(),
                address.getHostAddress(),
                RecordStatus.UNKNOWN,
                "not looked at yet"));
      }
    }
    return expected;
  }

  public List<ClusterAddresses.NameServerAddress> nameServers(ValidationZone zone) {
    return cluster.nameServers(zone.name());
  }
}
