package dev.kalm.server.zone;

import dev.kalm.api.Denial;
import dev.kalm.api.KeyState;
import dev.kalm.api.RolloverStep;
import dev.kalm.dns.dnssec.ZoneKey;
import dev.kalm.dns.message.Name;
import dev.kalm.server.audit.AuditEntry;
import dev.kalm.server.audit.AuditLog;
import dev.kalm.server.check.ZoneSight;
import dev.kalm.server.database.Database;
import dev.kalm.server.database.Transaction;
import dev.kalm.server.key.Sealer;
import dev.kalm.server.node.Node;
import dev.kalm.server.zone.Rollovers.Refusal;
import dev.kalm.server.zone.SignedZone.DsSight;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Signs zones, takes signatures away, and rolls keys over. Where each of these stands is in the
 * database: any node takes the next step, and of two that try, one does.
 */
public final class SigningService {

  /** Shorter than the barrier's own: a request waits for it. */
  static final Duration NODES_LIMIT = Duration.ofSeconds(10);

  private static final Duration START_LIMIT = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final Database database;
  private final ZoneService service;
  private final PublishBarrier barrier;
  private final Node node;
  private final Sealer sealer;
  private final InstantSource clock;
  private final AuditLog audit;
  private final ZoneStore zones = new ZoneStore();
  private final SigningStore signing = new SigningStore();

  public SigningService(
      Database database,
      ZoneService service,
      PublishBarrier barrier,
      Node node,
      Sealer sealer,
      InstantSource clock) {
    this.database = database;
    this.service = service;
    this.barrier = barrier;
    this.node = node;
    this.sealer = sealer;
    this.clock = clock;
    this.audit = new AuditLog(clock);
  }

  /** It cannot be done now; nothing has changed. */
  public static final class RefusedException extends RuntimeException {
    private final String advice;

    RefusedException(String detail, String advice) {
      super(detail);
      this.advice = advice;
    }

    private static RefusedException of(Refusal refusal) {
      return new RefusedException(refusal.detail(), refusal.advice());
    }

    /** What to do. */
    public String advice() {
      return advice;
    }
  }

  /**
   * Signs the zone, on every node, and looks for its DS record at the parent. A signed zone keeps
   * its keys.
   *
   * @param denial null: as it is, or compact
   * @throws RefusedException if a node cannot follow
   */
  public void sign(ValidationZone zone, @Nullable Denial denial) {
    List<String> older = olderNodes(zone);
    if (!older.isEmpty()) {
      throw new RefusedException(
          "the node %s runs an older Kalm, which cannot sign"
              .formatted(String.join(" and the node ", older)),
          "start the new Kalm on every node first, then ask again");
    }
    database.useTransaction(transaction -> {
      Optional<SignedZone> signed = signing.find(transaction.handle(), zone.id());
      if (signed.isEmpty()) {
        begin(transaction, zone, denial == null ? Denial.COMPACT : denial);
        note(transaction, "zone.sign", zone, null);
      } else if (denial != null && denial != signed.get().denial()) {
        change(transaction, zone, signed.get().with(denial));
        note(transaction, "zone.sign", zone, signed.get());
      }
    });
    awaitNodes(zone);
    service.check(zone);
  }

  /** One that has only just started says with its next heartbeat what it is. */
  private List<String> olderNodes(ValidationZone zone) {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    List<String> older = node.olderNodes(zone.id());
    while (!older.isEmpty() && System.nanoTime() < deadline) {
      try {
        Thread.sleep(LOOK);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        return older;
      }
      older = node.olderNodes(zone.id());
    }
    return older;
  }

  private void begin(Transaction transaction, ValidationZone zone, Denial denial) {
    Instant now = clock.instant();
    long serial = zones.appendSettings(transaction, zone.id(), now);
    signing.insert(
        transaction,
        new SignedZone(zone.id(), denial, now, serial, null, now, DsSight.NONE, List.of()));
    addKey(transaction, zone, KeyState.ACTIVE, List.of());
    settled(transaction, zone);
  }

  /**
   * Takes the signatures away. An unsigned zone stays as it is.
   *
   * @throws RefusedException as long as the parent has a DS record, or a cache may have one
   */
  public void unsign(ValidationZone zone) {
    if (service.signed(zone).isEmpty()) {
      return;
    }
    ZoneSight seen = service.look(zone);
    SignedZone signed = service.signed(zone).orElseThrow(SigningService::overtaken);
    refuse(Rollovers.refusalToUnsign(signed, seen.ds(), clock.instant()));
    database.useTransaction(transaction -> {
      unchanged(transaction, signed);
      zones.appendSettings(transaction, zone.id(), clock.instant());
      signing.delete(transaction, zone.id());
      settled(transaction, zone);
      note(transaction, "zone.unsign", zone, signed);
    });
  }

  /**
   * Begins a rollover, or takes its next step.
   *
   * @throws RefusedException if the zone is not signed, a node does not follow, or the parent's DS
   *     records are not as they have to be, or not for long enough
   */
  public void rollOver(ValidationZone zone) {
    if (service.signed(zone).isEmpty()) {
      throw new RefusedException(
          zone.name() + " is not signed", "sign it with 'kalm zone sign " + zone.name() + "'");
    }
    awaitNodes(zone);
    ZoneSight seen = service.look(zone);
    SignedZone signed = service.signed(zone).orElseThrow(SigningService::overtaken);
    refuse(Rollovers.refusal(signed, seen.ds(), clock.instant()));
    BiConsumer<Transaction, SignedZone> step =
        switch (signed.step()) {
          case null ->
              (transaction, now) -> {
                addKey(transaction, zone, KeyState.INCOMING, now.keys());
                change(transaction, zone, now.at(RolloverStep.ADD_DS, clock.instant()));
              };
          case ADD_DS ->
              (transaction, now) -> {
                turn(transaction, now, KeyState.ACTIVE, KeyState.OUTGOING);
                turn(transaction, now, KeyState.INCOMING, KeyState.ACTIVE);
                change(transaction, zone, now.at(RolloverStep.REMOVE_DS, clock.instant()));
              };
          case REMOVE_DS ->
              (transaction, now) -> {
                signing.deleteKey(transaction, now.key(KeyState.OUTGOING).orElseThrow().id());
                change(transaction, zone, now.at(null, clock.instant()));
              };
        };
    database.useTransaction(transaction -> {
      SignedZone before = unchanged(transaction, signed);
      step.accept(transaction, before);
      note(transaction, "zone.rollover", zone, before);
    });
    awaitNodes(zone);
  }

  /** Writes down what changed in the transaction that changed it. */
  private void note(
      Transaction transaction, String action, ValidationZone zone, @Nullable SignedZone before) {
    AuditEntry entry = AuditEntry.of(action, "zone", zone.id().toString(), zone.name());
    if (before != null) {
      entry = entry.before(before.state());
    }
    Optional<SignedZone> after = signing.find(transaction.handle(), zone.id());
    audit.record(transaction, after.isPresent() ? entry.after(after.get().state()) : entry);
  }

  private void turn(Transaction transaction, SignedZone zone, KeyState from, KeyState to) {
    signing.updateKey(transaction, zone.key(from).orElseThrow().id(), to);
  }

  private void change(Transaction transaction, ValidationZone zone, SignedZone next) {
    long serial = zones.appendSettings(transaction, zone.id(), clock.instant());
    signing.update(transaction, next.at(serial));
    settled(transaction, zone);
  }

  /** The parent has to have other DS records now, and every node other keys. */
  private void settled(Transaction transaction, ValidationZone zone) {
    List<String> wanted =
        signing.find(transaction.handle(), zone.id()).map(SignedZone::wanted).orElse(List.of());
    service.expectDs(transaction, zone.name(), wanted);
  }

  private void addKey(
      Transaction transaction, ValidationZone zone, KeyState state, List<SignedZone.Key> present) {
    ZoneKey key = ZoneKey.generate();
    while (hasTag(present, key.tag())) {
      key = ZoneKey.generate();
    }
    UUID id = UUID.randomUUID();
    signing.insertKey(
        transaction,
        zone.id(),
        new SignedZone.Key(id, key.tag(), key.ds(Name.parse(zone.name())).toString(), state),
        new SigningStore.SealedKey(
            id,
            key.publicKey(),
            sealer.seal(key.privateKey(), ZoneSettingsSource.context(id)),
            state),
        clock.instant());
  }

  private static boolean hasTag(List<SignedZone.Key> keys, int tag) {
    return keys.stream().anyMatch(key -> key.tag() == tag);
  }

  /** The zone as it is in this transaction, if nobody has changed its keys since {@code seen}. */
  private SignedZone unchanged(Transaction transaction, SignedZone seen) {
    return signing
        .find(transaction.handle(), seen.zone())
        .filter(now -> now.serial() == seen.serial())
        .orElseThrow(SigningService::overtaken);
  }

  private static RefusedException overtaken() {
    return new RefusedException(
        "another request has just changed the zone's keys",
        "see with 'kalm zone show' where it stands");
  }

  private static void refuse(Optional<Refusal> refusal) {
    refusal.ifPresent(reason -> {
      throw RefusedException.of(reason);
    });
  }

  private void awaitNodes(ValidationZone zone) {
    try {
      if (!barrier.await(NODES_LIMIT)) {
        throw new RefusedException(
            "not every node serves %s as it is stored".formatted(zone.name()),
            "see in the nodes' logs why one does not follow, then ask again");
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new RefusedException("the server is stopping", "ask again");
    }
  }
}
