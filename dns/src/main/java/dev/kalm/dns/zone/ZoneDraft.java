package dev.kalm.dns.zone;

import dev.kalm.dns.message.Name;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The next contents of a zone while changes go into them, seen by one writer alone. */
final class ZoneDraft {

  private final ZoneSettings settings;
  private final long now;
  private final boolean fresh;
  private DelegationTrie delegations;
  private final Map<Name, TxtValues> ownTxt;

  private ZoneDraft(ZoneSettings settings, long now, @Nullable ZoneContents from) {
    this.settings = settings;
    this.now = now;
    this.fresh = from == null;
    this.delegations = from == null ? DelegationTrie.empty() : from.delegations();
    this.ownTxt = from == null ? new HashMap<>() : new HashMap<>(from.ownTxt());
  }

  /** Begins with nothing. */
  static ZoneDraft empty(ZoneSettings settings, long now) {
    return new ZoneDraft(settings, now, null);
  }

  /** Begins with what stands now. */
  static ZoneDraft of(ZoneContents contents, long now) {
    return new ZoneDraft(contents.settings(), now, contents);
  }

  /**
   * Puts one change in.
   *
   * @throws IllegalArgumentException when it is about a name outside the zone
   */
  void apply(ZoneChange change) {
    switch (change) {
      case ZoneChange.AddDelegation(UUID id) -> put(delegation(id));
      case ZoneChange.RemoveDelegation(UUID id) ->
          delegations =
              delegations.without(id.getMostSignificantBits(), id.getLeastSignificantBits());
      case ZoneChange.AddTxt add -> {
        Delegation delegation = delegation(add.delegation());
        put(delegation.withTxt(delegation.txt().with(add.value(), add.expiresAt(), now)));
      }
      case ZoneChange.RemoveTxt(UUID id, String value) -> {
        Delegation delegation = find(id);
        if (delegation != null) {
          put(delegation.withTxt(delegation.txt().without(value)));
        }
      }
      case ZoneChange.AddOwnTxt add -> {
        checkInZone(add.owner());
        TxtValues values = ownTxt.getOrDefault(add.owner(), TxtValues.EMPTY);
        ownTxt.put(add.owner(), values.with(add.value(), add.expiresAt(), now));
      }
      case ZoneChange.RemoveOwnTxt(Name owner, String value) ->
          ownTxt.computeIfPresent(owner, (_, values) -> emptyToNull(values.without(value)));
    }
  }

  ZoneContents contents(long serial) {
    return new ZoneContents(settings, delegations, ownTxt, serial);
  }

  private Delegation delegation(UUID id) {
    Delegation found = find(id);
    return found == null ? Delegation.empty(id) : found;
  }

  private @Nullable Delegation find(UUID id) {
    return delegations.find(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  private void put(Delegation delegation) {
    delegations = delegations.with(delegation, fresh);
  }

  private void checkInZone(Name owner) {
    if (!owner.isSubdomainOf(settings.apex())) {
      throw new IllegalArgumentException(
          "A TXT value for %s cannot go into zone %s, which does not hold that name"
              .formatted(owner, settings.apex()));
    }
  }

  private static @Nullable TxtValues emptyToNull(TxtValues values) {
    return values.isEmpty() ? null : values;
  }
}
