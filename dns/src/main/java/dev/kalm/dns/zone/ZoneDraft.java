package dev.kalm.dns.zone;

import dev.kalm.dns.message.Name;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Changes of a zone while they are put together by its one writer; questions see nothing of them
 * until {@link #publish}.
 */
final class ZoneDraft {

  private final ZoneContents from;
  private final long now;
  private final int ttl;
  private final Map<UUID, Optional<TxtValues>> delegations = new LinkedHashMap<>();
  private @Nullable Map<Name, TxtValues> ownTxt;

  ZoneDraft(ZoneContents from, long now) {
    this.from = from;
    this.now = now;
    this.ttl = Math.toIntExact(from.settings().txtTtl().toSeconds());
  }

  /**
   * Puts one change in.
   *
   * @throws IllegalArgumentException when it is about a name outside the zone
   */
  void apply(ZoneChange change) {
    switch (change) {
      case ZoneChange.AddDelegation(UUID id) -> {
        if (find(id) == null) {
          put(id, TxtValues.EMPTY);
        }
      }
      case ZoneChange.RemoveDelegation(UUID id) -> delegations.put(id, Optional.empty());
      case ZoneChange.AddTxt add -> {
        TxtValues values = find(add.delegation());
        put(
            add.delegation(),
            (values == null ? TxtValues.EMPTY : values)
                .with(add.value(), add.expiresAt(), now, ttl));
      }
      case ZoneChange.RemoveTxt(UUID id, String value) -> {
        TxtValues values = find(id);
        if (values != null) {
          put(id, values.without(value, ttl));
        }
      }
      case ZoneChange.AddOwnTxt add -> {
        checkInZone(add.owner());
        ownTxt()
            .merge(
                add.owner(),
                TxtValues.EMPTY.with(add.value(), add.expiresAt(), now, ttl),
                (old, _) -> old.with(add.value(), add.expiresAt(), now, ttl));
      }
      case ZoneChange.RemoveOwnTxt(Name owner, String value) ->
          ownTxt().computeIfPresent(owner, (_, values) -> emptyToNull(values.without(value, ttl)));
    }
  }

  /** Writes the delegations that have come so far into the zone's table, and forgets them. */
  void flush() {
    DelegationTable table = from.delegations();
    delegations.forEach((id, values) -> {
      long high = id.getMostSignificantBits();
      long low = id.getLeastSignificantBits();
      values.ifPresentOrElse(
          present -> table.put(high, low, present), () -> table.remove(high, low));
    });
    delegations.clear();
  }

  /** Makes the changes; a question about one name sees all of them or none. */
  ZoneContents publish(long serial) {
    flush();
    Map<Name, TxtValues> changed = ownTxt;
    return changed == null ? from.at(serial) : from.with(changed, serial);
  }

  private @Nullable TxtValues find(UUID id) {
    Optional<TxtValues> changed = delegations.get(id);
    return changed == null ? from.delegations().find(id) : changed.orElse(null);
  }

  private void put(UUID id, TxtValues values) {
    delegations.put(id, Optional.of(values));
  }

  private Map<Name, TxtValues> ownTxt() {
    Map<Name, TxtValues> changed = ownTxt;
    if (changed == null) {
      changed = new HashMap<>(from.ownTxt());
      ownTxt = changed;
    }
    return changed;
  }

  private void checkInZone(Name owner) {
    if (!owner.isSubdomainOf(from.settings().apex())) {
      throw new IllegalArgumentException(
          "A TXT value for %s cannot go into zone %s, which does not hold that name"
              .formatted(owner, from.settings().apex()));
    }
  }

  private static @Nullable TxtValues emptyToNull(TxtValues values) {
    return values.isEmpty() ? null : values;
  }
}
