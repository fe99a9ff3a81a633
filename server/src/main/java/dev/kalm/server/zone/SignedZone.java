package dev.kalm.server.zone;

import dev.kalm.api.Denial;
import dev.kalm.api.KeyState;
import dev.kalm.api.RolloverStep;
import dev.kalm.server.check.ParentDs;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a zone is signed, and what looks at its parent have seen of its DS records.
 *
 * @param serial the zone's serial that a key or the step changed with last
 * @param step the rollover's; null when none is under way
 * @param stepAt when the step began, or the zone was signed
 * @param sight what looks at the parent have seen since then
 * @param keys the active one first
 */
record SignedZone(
    UUID zone,
    Denial denial,
    Instant signedAt,
    long serial,
    @Nullable RolloverStep step,
    Instant stepAt,
    DsSight sight,
    List<Key> keys) {

  SignedZone {
    keys = List.copyOf(keys);
  }

  /**
   * A key without its secret part.
   *
   * @param ds in presentation form
   */
  record Key(UUID id, int tag, String ds, KeyState state) {}

  /**
   * What looks at the parent have seen.
   *
   * @param ttl the longest that caches may keep its DS records; null before the first look
   * @param rightAt since when they have all been what the step wants; null when they are not
   * @param goneAt since when there have been none; null when there are some
   */
  record DsSight(@Nullable Duration ttl, @Nullable Instant rightAt, @Nullable Instant goneAt) {
    static final DsSight NONE = new DsSight(null, null, null);

    /** After one more look. A name server that was silent proves nothing, and refutes nothing. */
    DsSight with(ParentDs seen, List<String> wanted, Instant now) {
      Duration longest = ttl == null || seen.ttl().compareTo(ttl) > 0 ? seen.ttl() : ttl;
      return new DsSight(
          longest, since(rightAt, seen, wanted, now), since(goneAt, seen, List.of(), now));
    }

    private static @Nullable Instant since(
        @Nullable Instant before, ParentDs seen, List<String> records, Instant now) {
      if (seen.isExactly(records)) {
        return before == null ? now : before;
      }
      return seen.nobodyContradicts(records) ? before : null;
    }
  }

  /** How it is signed, for the audit log. */
  Map<String, @Nullable Object> state() {
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    state.put("denial", denial.toString());
    state.put("step", step == null ? null : step.toString());
    state.put("keys", keys.stream().map(key -> key.tag + " " + key.state).toList());
    return state;
  }

  /** The key in this state, if there is one. */
  Optional<Key> key(KeyState state) {
    return keys.stream().filter(key -> key.state() == state).findFirst();
  }

  /** The DS records that the parent has to have at this step, and no others. */
  List<String> wanted() {
    return keys.stream().filter(key -> key.state() != KeyState.OUTGOING).map(Key::ds).toList();
  }

  /** The DS of every key that the zone publishes. */
  List<String> published() {
    return keys.stream().map(Key::ds).toList();
  }

  /** At another step, with nothing seen of it yet: what caches had before has left them. */
  SignedZone at(@Nullable RolloverStep next, Instant now) {
    return new SignedZone(
        zone, denial, signedAt, serial, next, now, new DsSight(sight.ttl(), null, null), keys);
  }

  SignedZone at(long newSerial) {
    return new SignedZone(zone, denial, signedAt, newSerial, step, stepAt, sight, keys);
  }

  SignedZone with(Denial newDenial) {
    return new SignedZone(zone, newDenial, signedAt, serial, step, stepAt, sight, keys);
  }

  SignedZone with(List<Key> newKeys) {
    return new SignedZone(zone, denial, signedAt, serial, step, stepAt, sight, newKeys);
  }

  SignedZone with(DsSight newSight) {
    return new SignedZone(zone, denial, signedAt, serial, step, stepAt, newSight, keys);
  }
}
