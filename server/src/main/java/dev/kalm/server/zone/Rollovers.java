package dev.kalm.server.zone;

import dev.kalm.api.KeyState;
import dev.kalm.dns.zone.ZoneSettings;
import dev.kalm.server.check.ParentDs;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rollover of a combined key by double DS (RFC 6781 section 4.1.2, RFC 7583 section 3.3.2):
 * when the next step may be taken, and what the user has to do meanwhile.
 *
 * <pre>
 *                 parent's DS   DNSKEY, CDS      signs all else
 *   no rollover   old           old              old
 *   add-ds        old → both    both             old
 *   remove-ds     both → new    both; CDS: new   new
 *   no rollover   new           new              new
 * </pre>
 *
 * Each step waits until every name server of the parent shows what it should, and then until nobody
 * can have anything older in a cache: neither the parent's DS records nor this zone's.
 */
final class Rollovers {

  /**
   * The longest that anybody may keep a record of the zone itself, DNSKEY and signatures included.
   */
  static final Duration ZONE_TTL = ZoneSettings.INFRASTRUCTURE_TTL;

  /** By then every live node serves what a step has changed, or is not counted as live. */
  static final Duration NODES = Duration.ofMinutes(1);

  private Rollovers() {}

  /**
   * Why the next step may not be taken.
   *
   * @param detail what was seen where
   * @param advice what to do, and when to ask again
   */
  record Refusal(String detail, String advice) {}

  /** Empty if the next step may be taken. {@code zone} has this look in its sight. */
  static Optional<Refusal> refusal(SignedZone zone, ParentDs seen, Instant now) {
    if (!seen.isComplete() && seen.nobodyContradicts(zone.wanted())) {
      return Optional.of(
          new Refusal(
              "not every name server of %s could be asked for the DS records of %s: %s"
                  .formatted(seen.parent(), seen.zone(), seen.shown()),
              "ask again when all of them answer"));
    }
    if (!seen.isExactly(zone.wanted())) {
      return Optional.of(
          new Refusal(
              "every name server of %s has to have the DS record%s of key %s for %s, and no other: %s"
                  .formatted(
                      seen.parent(),
                      zone.wanted().size() == 1 ? "" : "s",
                      tags(zone.wanted()),
                      seen.zone(),
                      seen.shown()),
              toDo(zone, seen.parent()) + ", and ask again when it is on all of them"));
    }
    Instant ready = readyAt(zone);
    if (zone.step() == null || ready == null || !ready.isAfter(now)) {
      return Optional.empty();
    }
    return Optional.of(
        new Refusal(
            "%s's DS records for %s are right, but caches may still have what was before"
                .formatted(seen.parent(), seen.zone()),
            "ask again at %s or later".formatted(seconds(ready))));
  }

  /** When every cache has forgotten what was before this step; null until the DS are right. */
  private static @Nullable Instant readyAt(SignedZone zone) {
    Instant rightAt = zone.sight().rightAt();
    if (rightAt == null) {
      return null;
    }
    Duration ttl = zone.sight().ttl();
    Instant parent = rightAt.plus(ttl == null || ttl.compareTo(ZONE_TTL) < 0 ? ZONE_TTL : ttl);
    Instant own = zone.stepAt().plus(NODES).plus(ZONE_TTL);
    return own.isAfter(parent) ? own : parent;
  }

  /** One sentence for somebody who looks at the zone: where it stands, and what to do. */
  static String detail(SignedZone zone, String parent, Instant now) {
    Instant ready = readyAt(zone);
    if (ready == null) {
      return toDo(zone, parent) + ", then continue with 'kalm zone rollover'";
    }
    return ready.isAfter(now)
        ? parent
            + "'s DS records are right; continue with 'kalm zone rollover' at "
            + seconds(ready)
            + " or later, when no cache has what was before"
        : parent + "'s DS records are right: continue with 'kalm zone rollover'";
  }

  private static String toDo(SignedZone zone, String parent) {
    SignedZone.Key active = zone.key(KeyState.ACTIVE).orElseThrow();
    return switch (zone.step()) {
      case null -> "let %s have the DS record '%s' and no other".formatted(parent, active.ds());
      case ADD_DS ->
          "add the DS record '%s' at %s, beside the one of key %d, which stays for now"
              .formatted(zone.key(KeyState.INCOMING).orElseThrow().ds(), parent, active.tag());
      case REMOVE_DS ->
          "delete the DS record of the old key (%d) at %s, and keep the one of key %d"
              .formatted(zone.key(KeyState.OUTGOING).orElseThrow().tag(), parent, active.tag());
    };
  }

  /** Empty if the zone may lose its keys: the parent has no DS record, and no cache has one. */
  static Optional<Refusal> refusalToUnsign(SignedZone zone, ParentDs seen, Instant now) {
    if (!seen.isComplete() && seen.nobodyContradicts(List.of())) {
      return Optional.of(
          new Refusal(
              "not every name server of %s could be asked for the DS records of %s: %s"
                  .formatted(seen.parent(), seen.zone(), seen.shown()),
              "ask again when all of them answer"));
    }
    if (!seen.isExactly(List.of())) {
      return Optional.of(
          new Refusal(
              "%s still has DS records for %s (%s): without its keys the zone would be refused by CAs"
                  .formatted(seen.parent(), seen.zone(), seen.shown()),
              "delete the DS records at %s's DNS provider first, then ask again"
                  .formatted(seen.parent())));
    }
    Instant goneAt = zone.sight().goneAt();
    Duration ttl = zone.sight().ttl();
    if (goneAt == null || ttl == null || !goneAt.plus(ttl).isAfter(now)) {
      return Optional.empty();
    }
    return Optional.of(
        new Refusal(
            "%s has no DS record for %s any more, but caches may still have one"
                .formatted(seen.parent(), seen.zone()),
            "ask again at %s or later".formatted(seconds(goneAt.plus(ttl)))));
  }

  private static String tags(List<String> ds) {
    return String.join(
        " and ", ds.stream().map(data -> data.substring(0, data.indexOf(' '))).toList());
  }

  /** Rounded up, so that whoever asks at that time is not refused. */
  private static Instant seconds(Instant time) {
    return time.plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
  }
}
