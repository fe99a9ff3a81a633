package dev.kalm.dns.zone;

import dev.kalm.dns.message.Answer;
import dev.kalm.dns.message.Name;
import dev.kalm.dns.message.Query;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One validation zone. Any thread may change it while any number of others ask: a question sees all
 * of a change or nothing of it, and never waits.
 */
public final class Zone {

  private final Name apex;
  private final InstantSource clock;
  private final ReentrantLock writers = new ReentrantLock();
  private volatile ZoneContents contents;

  /** A zone without delegations, at serial 0. */
  public Zone(ZoneSettings settings, InstantSource clock) {
    this.apex = settings.apex();
    this.clock = clock;
    this.contents = new ZoneContents(settings, new DelegationTable(), Map.of(), 0);
  }

  /**
   * What to say to a question in class IN about a name in this zone; a function of the contents and
   * the time.
   *
   * @param onUdp whether the client may be told to come again over TCP: signing costs too much to
   *     do it for everybody who can write any address into a datagram
   * @param now epoch milliseconds
   * @param answer is filled
   */
  public void answer(Query question, boolean onUdp, long now, Answer answer) {
    contents.answer(question, onUdp, now, answer);
  }

  public Name apex() {
    return apex;
  }

  /**
   * Makes changes, visible all together. When one of them is refused, none is made.
   *
   * @param serial the number of the last of them; the SOA shows its low 32 bits (RFC 1982). A lower
   *     one than the zone has is taken as "changed late": the changes are made and the serial
   *     stays, since it never falls
   * @throws IllegalArgumentException when a change is about a name outside the zone
   */
  public void apply(List<ZoneChange> changes, long serial) {
    writers.lock();
    try {
      ZoneDraft draft = new ZoneDraft(contents, clock.millis());
      changes.forEach(draft::apply);
      contents = draft.publish(Math.max(serial, contents.serial()));
    } finally {
      writers.unlock();
    }
  }

  /** As {@link #load(Iterable, int, long)}, for a snapshot that is in memory. */
  public void load(Collection<? extends ZoneChange> snapshot, long serial) {
    load(snapshot, snapshot.size(), serial);
  }

  /**
   * Replaces all delegations and values by those of a snapshot. Until its last change is read
   * questions see the old contents, and for good if reading it fails; other writers wait.
   *
   * @param expected about how many delegations there are, so that the table is made once
   * @throws IllegalArgumentException when the snapshot is older than the zone: changes would be
   *     lost
   */
  public void load(Iterable<? extends ZoneChange> snapshot, int expected, long serial) {
    writers.lock();
    try {
      if (serial < contents.serial()) {
        throw new IllegalArgumentException(
            "A snapshot of zone %s at serial %d cannot replace what it has at serial %d; read a newer one"
                .formatted(apex, serial, contents.serial()));
      }
      DelegationTable table = new DelegationTable(expected);
      ZoneDraft draft =
          new ZoneDraft(
              new ZoneContents(contents.settings(), table, Map.of(), serial), clock.millis());
      for (ZoneChange change : snapshot) {
        draft.apply(change);
        draft.flush();
      }
      table.trim();
      contents = draft.publish(serial);
    } finally {
      writers.unlock();
    }
  }

  /**
   * Changes name servers, addresses or TTLs; delegations and values stay.
   *
   * @param serial as for {@link #apply}
   * @throws IllegalArgumentException when the settings are another zone's
   */
  public void configure(ZoneSettings settings, long serial) {
    if (!settings.apex().equals(apex)) {
      throw new IllegalArgumentException(
          "Settings of zone %s cannot be those of zone %s".formatted(settings.apex(), apex));
    }
    writers.lock();
    try {
      ZoneContents old = contents;
      Map<Name, TxtValues> ownTxt = new HashMap<>(old.ownTxt());
      if (!settings.txtTtl().equals(old.settings().txtTtl())) {
        int ttl = Math.toIntExact(settings.txtTtl().toSeconds());
        old.delegations().replaceAll(values -> values.withTtl(ttl));
        ownTxt.replaceAll((_, values) -> values.withTtl(ttl));
      }
      contents =
          new ZoneContents(settings, old.delegations(), ownTxt, Math.max(serial, old.serial()));
    } finally {
      writers.unlock();
    }
  }

  /** The number of the newest change that questions see. */
  public long serial() {
    return contents.serial();
  }

  public ZoneSettings settings() {
    return contents.settings();
  }

  /** How many delegations there are. */
  public int size() {
    return contents.delegations().size();
  }

  public boolean hasDelegation(UUID id) {
    return contents.delegations().find(id) != null;
  }

  /**
   * The TXT values that are answered for a delegation now, oldest first; none for one that is not
   * there.
   */
  public Set<String> values(UUID delegation) {
    TxtValues found = contents.delegations().find(delegation);
    return found == null ? Set.of() : found.at(clock.millis()).texts();
  }

  /** The TXT values that are answered for one of the service's own names now. */
  public Set<String> ownValues(Name owner) {
    return contents.ownTxt().getOrDefault(owner, TxtValues.EMPTY).at(clock.millis()).texts();
  }

  @Override
  public String toString() {
    return "zone " + apex + " at serial " + serial();
  }
}
