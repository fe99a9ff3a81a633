package dev.kalm.server.zone;

import dev.kalm.api.CertificateReference;
import dev.kalm.api.CountedPage;
import dev.kalm.api.RecordStatus;
import dev.kalm.server.audit.AuditEntry;
import dev.kalm.server.audit.AuditLog;
import dev.kalm.server.database.Database;
import dev.kalm.server.database.Snapshot;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Delegations with the certificates that depend on them. */
public final class DelegationService {
  private final Database database;
  private final ZoneService zones;
  private final Dependants dependants;
  private final InstantSource clock;
  private final AuditLog audit;
  private final DelegationStore store = new DelegationStore();

  public DelegationService(
      Database database, ZoneService zones, Dependants dependants, InstantSource clock) {
    this.database = database;
    this.zones = zones;
    this.dependants = dependants;
    this.clock = clock;
    this.audit = new AuditLog(clock);
  }

  /** There is no delegation of the domain. */
  public static final class NoSuchDelegationException extends RuntimeException {
    NoSuchDelegationException(String domain) {
      super(
          "there is no delegation of "
              + domain
              + ": it is made when a certificate for it is wanted by DNS-01");
    }
  }

  /** The domain has not been given once more; the message says what deleting would do. */
  public static final class UnconfirmedException extends RuntimeException {
    UnconfirmedException(String message) {
      super(message);
    }
  }

  /**
   * Which delegations are wanted.
   *
   * @param search a part of the domain, as a person types it; null for all
   * @param statuses any of these; empty for all
   */
  public record DelegationQuery(@Nullable String search, List<RecordStatus> statuses) {
    public DelegationQuery {
      statuses = List.copyOf(statuses);
    }
  }

  /** At most {@code limit} whose domain comes after {@code after}, by domain, and how many. */
  public CountedPage<dev.kalm.api.Delegation> page(
      DelegationQuery query, @Nullable String after, int limit) {
    return database.snapshot(snapshot -> {
      List<Delegation> found = store.page(snapshot.handle(), query, after, limit + 1);
      List<Delegation> shown = found.size() > limit ? found.subList(0, limit) : found;
      return new CountedPage<>(
          shown(snapshot, shown),
          found.size() > limit ? shown.getLast().domain() : null,
          store.count(snapshot.handle(), query));
    });
  }

  /**
   * @throws NoSuchDelegationException if there is none
   */
  public dev.kalm.api.Delegation show(String domain) {
    return database.snapshot(
        snapshot -> shown(snapshot, List.of(found(snapshot, domain))).getFirst());
  }

  private Delegation found(Snapshot snapshot, String domain) {
    return store
        .find(snapshot.handle(), domain)
        .orElseThrow(() -> new NoSuchDelegationException(domain));
  }

  /** Looks at the CNAME now; true if it is right. */
  public boolean check(String domain) {
    Delegation delegation = database.snapshot(snapshot -> found(snapshot, domain));
    return zones.check(delegation).status() == dev.kalm.server.check.RecordStatus.OK;
  }

  private List<dev.kalm.api.Delegation> shown(Snapshot snapshot, List<Delegation> delegations) {
    Map<String, Dependants.OfDomain> needing =
        dependants.of(snapshot, delegations.stream().map(Delegation::domain).toList());
    Map<UUID, List<String>> values =
        store.values(
            snapshot.handle(), delegations.stream().map(Delegation::id).toList(), clock.instant());
    return delegations.stream()
        .map(delegation -> {
          Dependants.OfDomain own =
              needing.getOrDefault(delegation.domain(), Dependants.OfDomain.NONE);
          return new dev.kalm.api.Delegation(
              delegation.domain(),
              delegation.id().toString(),
              delegation.target(),
              ZoneRecords.cname(delegation),
              values.getOrDefault(delegation.id(), List.of()),
              delegation.checkedAt(),
              own.shown(),
              own.total());
        })
        .toList();
  }

  /**
   * Deletes the domain's delegation with the values that stand at it: its name in the zone is
   * answered no more. It is never refused for an issuance that is under way, which could stand
   * there for days: in the same transaction, what is being proven through it goes back to waiting
   * for its records. The next renewal of a certificate that needs it waits too, until a person
   * renews one by hand or asks for another: that makes the delegation again, under the same name.
   *
   * @param confirm the domain once more
   * @throws NoSuchDelegationException if there is none
   * @throws UnconfirmedException if it is not the domain; says which certificates need it
   */
  public void delete(String domain, @Nullable String confirm) {
    if (!domain.equals(confirm)) {
      throw new UnconfirmedException(
          database.snapshot(snapshot -> {
            Delegation _ = found(snapshot, domain);
            return warning(domain, dependants.of(snapshot, List.of(domain)).get(domain));
          }));
    }
    database.useTransaction(transaction -> {
      Delegation delegation =
          store
              .find(transaction.handle(), domain)
              .orElseThrow(() -> new NoSuchDelegationException(domain));
      dependants.delegationDeleted(transaction, domain);
      zones.delete(transaction, delegation);
      audit.record(
          transaction,
          AuditEntry.of("delegation.delete", "delegation", delegation.id().toString(), domain)
              .before(Map.of("target", delegation.target())));
    });
  }

  private static String warning(String domain, Dependants.@Nullable OfDomain needing) {
    String repeat = " To delete it, repeat the request with confirm=" + domain + ".";
    if (needing == null) {
      return "No certificate needs the delegation of " + domain + " now." + repeat;
    }
    String certificates =
        needing.shown().stream()
            .map(DelegationService::described)
            .collect(Collectors.joining("; "));
    int more = needing.total() - needing.shown().size();
    return "The delegation of %s is needed by %s: %s%s. Without it, their next renewal fails.%s"
        .formatted(
            domain,
            needing.total() == 1 ? "a certificate" : needing.total() + " certificates",
            certificates,
            more == 0 ? "" : " and " + more + " more",
            repeat);
  }

  private static String described(CertificateReference certificate) {
    return String.join(", ", certificate.names())
        + " ("
        + certificate.status()
        + (certificate.notAfter() == null ? "" : " until " + certificate.notAfter())
        + ")";
  }

  /** Fills in what rows of a node of the release before lack; called once, at the start. */
  public void mend() {
    database.useTransaction(store::mendSearch);
  }
}
