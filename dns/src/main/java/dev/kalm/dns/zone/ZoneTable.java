package dev.kalm.dns.zone;

import dev.kalm.dns.message.Name;
import dev.kalm.dns.message.NameTable;
import dev.kalm.dns.message.Query;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All zones of a server. They come and go while it runs; a question finds the longest apex that its
 * name ends with.
 */
public final class ZoneTable {

  private record Zones(Map<Name, Zone> byApex, NameTable<Zone> table) {}

  private volatile Zones zones = new Zones(Map.of(), new NameTable<>(Map.of()));

  public ZoneTable(Zone... initial) {
    for (Zone zone : initial) {
      add(zone);
    }
  }

  /** From now on {@code zone} is answered, in the place of one with the same apex. */
  public void add(Zone zone) {
    change(byApex -> byApex.put(zone.apex(), zone));
  }

  /** From now on questions about this zone are refused. */
  public void remove(Name apex) {
    change(byApex -> byApex.remove(apex));
  }

  /** The zone whose apex is exactly this. */
  public Optional<Zone> zone(Name apex) {
    return Optional.ofNullable(zones.byApex.get(apex));
  }

  /** All zones, in the order in which they came. */
  public Collection<Zone> all() {
    return zones.byApex.values();
  }

  /** The zone that answers this question, null when it is outside of all of them. */
  public @Nullable Zone find(Query question) {
    return zones.table.findLongestSuffix(question);
  }

  private synchronized void change(Consumer<Map<Name, Zone>> edit) {
    Map<Name, Zone> next = new LinkedHashMap<>(zones.byApex);
    edit.accept(next);
    zones = new Zones(Collections.unmodifiableMap(next), new NameTable<>(next));
  }
}
