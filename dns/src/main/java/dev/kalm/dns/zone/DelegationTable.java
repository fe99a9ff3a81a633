package dev.kalm.dns.zone;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The delegations of a zone by their ids of 128 bits: an open-addressing table with linear probing,
 * 20 bytes a slot. One writer at a time, any number of readers, who never wait: a slot's id is
 * written before its values are published, and is never written again.
 */
final class DelegationTable {

  private static final VarHandle VALUES = MethodHandles.arrayElementVarHandle(TxtValues[].class);

  /** Stands where a delegation was; its slot is free again when the table grows. */
  private static final TxtValues REMOVED = TxtValues.marker();

  private static final int MIN_CAPACITY = 16;

  /** Beyond 70 of 100 slots the runs to look through become long. */
  private static final int MAX_LOAD_PERCENT = 70;

  /** So full it is after it has grown, or was trimmed. */
  private static final int FRESH_LOAD_PERCENT = 45;

  private static final int TRIMMED_LOAD_PERCENT = 65;

  private static final class Slots {
    /** Two for each slot. */
    final long[] ids;

    final TxtValues[] values;

    Slots(int capacity) {
      ids = new long[2 * capacity];
      values = new TxtValues[capacity];
    }

    int capacity() {
      return values.length;
    }

    /** For the writer: the slot that holds the id, or the free one where the search for it ends. */
    int slot(long high, long low) {
      int slot = first(high, low, values.length);
      while (values[slot] != null && (ids[2 * slot] != high || ids[2 * slot + 1] != low)) {
        slot = slot + 1 == values.length ? 0 : slot + 1;
      }
      return slot;
    }
  }

  private volatile Slots slots;
  private int used;
  private int size;

  DelegationTable() {
    this(0);
  }

  /** Begins with room for so many: growing would need the old table and the new one at once. */
  DelegationTable(int expected) {
    slots = new Slots(capacity(expected, TRIMMED_LOAD_PERCENT));
  }

  private static int capacity(int delegations, int loadPercent) {
    return Math.toIntExact(Math.max(MIN_CAPACITY, (delegations + 1) * 100L / loadPercent));
  }

  /** The values of a delegation, null when there is none with this id. */
  @Nullable TxtValues find(long high, long low) {
    Slots current = slots;
    int slot = first(high, low, current.capacity());
    while (true) {
      // Read once: a free slot that ends this search may be another delegation's in a moment.
      TxtValues found = (TxtValues) VALUES.getAcquire(current.values, slot);
      if (found == null) {
        return null;
      }
      if (current.ids[2 * slot] == high && current.ids[2 * slot + 1] == low) {
        return found == REMOVED ? null : found;
      }
      slot = slot + 1 == current.capacity() ? 0 : slot + 1;
    }
  }

  @Nullable TxtValues find(UUID id) {
    return find(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  int size() {
    return size;
  }

  /** From now on the delegation has these values. */
  void put(long high, long low, TxtValues values) {
    Slots current = slots;
    int slot = current.slot(high, low);
    TxtValues old = current.values[slot];
    if (old == null && (used + 1) * 100L > (long) current.capacity() * MAX_LOAD_PERCENT) {
      resize(FRESH_LOAD_PERCENT);
      put(high, low, values);
      return;
    }
    if (old == null) {
      current.ids[2 * slot] = high;
      current.ids[2 * slot + 1] = low;
      used++;
    }
    size += old == null || old == REMOVED ? 1 : 0;
    VALUES.setRelease(current.values, slot, values);
  }

  void remove(long high, long low) {
    Slots current = slots;
    int slot = current.slot(high, low);
    TxtValues old = current.values[slot];
    if (old != null && old != REMOVED) {
      VALUES.setRelease(current.values, slot, REMOVED);
      size--;
    }
  }

  /** Changes the values of every delegation. */
  void replaceAll(UnaryOperator<TxtValues> change) {
    Slots current = slots;
    for (int i = 0; i < current.capacity(); i++) {
      TxtValues values = current.values[i];
      if (values != null && values != REMOVED) {
        VALUES.setRelease(current.values, i, change.apply(values));
      }
    }
  }

  /** Gives back what growing took in advance. */
  void trim() {
    if (slots.capacity() > capacity(size, FRESH_LOAD_PERCENT)) {
      resize(TRIMMED_LOAD_PERCENT);
    }
  }

  private void resize(int loadPercent) {
    Slots old = slots;
    Slots next = new Slots(capacity(size, loadPercent));
    for (int i = 0; i < old.capacity(); i++) {
      TxtValues values = old.values[i];
      if (values != null && values != REMOVED) {
        long high = old.ids[2 * i];
        long low = old.ids[2 * i + 1];
        int slot = next.slot(high, low);
        next.ids[2 * slot] = high;
        next.ids[2 * slot + 1] = low;
        next.values[slot] = values;
      }
    }
    used = size;
    slots = next;
  }

  /** Where the search for an id begins; ids need not be random. */
  private static int first(long high, long low, int capacity) {
    long mixed = (high ^ Long.rotateLeft(low, 29)) * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 32) ^ low) * 0xd6e8feb86659fd93L;
    return (int) Math.unsignedMultiplyHigh(mixed, capacity);
  }
}
