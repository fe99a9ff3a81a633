package dev.kalm.dns.zone;

import dev.kalm.dns.zone.DelegationTrie.Slot;
import org.jspecify.annotations.Nullable;

/**
 * All delegations of a zone by id: a hash array mapped trie. A change copies the few branches on
 * its path and leaves every other branch shared, so that readers of the old trie are not disturbed
 * and a new one is a single reference away.
 *
 * <p>The path is made of all 128 bits of the id, mixed, so two ids always part somewhere and there
 * are no collisions.
 */
final class DelegationTrie {

  sealed interface Slot permits Delegation, Branch {}

  /** Up to 32 slots; a set bit says that the slot is there, and the slots stand without gaps. */
  static final class Branch implements Slot {
    int bitmap;
    Slot[] slots;

    Branch(int bitmap, Slot... slots) {
      this.bitmap = bitmap;
      this.slots = slots;
    }
  }

  private static final int BITS = 5;
  private static final int LEVELS_PER_LONG = 13;

  private final Branch root;
  private final int size;

  private DelegationTrie(Branch root, int size) {
    this.root = root;
    this.size = size;
  }

  static DelegationTrie empty() {
    return new DelegationTrie(new Branch(0), 0);
  }

  int size() {
    return size;
  }

  @Nullable Delegation find(long high, long low) {
    long mixed = mix(high, low);
    Branch branch = root;
    for (int level = 0; ; level++) {
      int bit = bit(level, mixed, high);
      if ((branch.bitmap & bit) == 0) {
        return null;
      }
      switch (branch.slots[Integer.bitCount(branch.bitmap & (bit - 1))]) {
        case Branch child -> branch = child;
        case Delegation found -> {
          return found.high() == high && found.low() == low ? found : null;
        }
      }
    }
  }

  /**
   * With {@code delegation} in the place of what had its id.
   *
   * @param inPlace changes this very trie, which nobody else may have seen yet: loading a million
   *     delegations leaves no garbage
   */
  DelegationTrie with(Delegation delegation, boolean inPlace) {
    boolean isNew = find(delegation.high(), delegation.low()) == null;
    return new DelegationTrie(put(root, delegation, 0, inPlace), isNew ? size + 1 : size);
  }

  DelegationTrie without(long high, long low) {
    if (find(high, low) == null) {
      return this;
    }
    return new DelegationTrie(remove(root, mix(high, low), high, 0), size - 1);
  }

  private static Branch put(Branch branch, Delegation delegation, int level, boolean inPlace) {
    int bit = bit(level, mix(delegation.high(), delegation.low()), delegation.high());
    int index = Integer.bitCount(branch.bitmap & (bit - 1));
    if ((branch.bitmap & bit) == 0) {
      return changed(
          branch, branch.bitmap | bit, inserted(branch.slots, index, delegation), inPlace);
    }
    Slot next =
        switch (branch.slots[index]) {
          case Branch child -> put(child, delegation, level + 1, inPlace);
          case Delegation old
              when old.high() == delegation.high() && old.low() == delegation.low() ->
              delegation;
          case Delegation old ->
              put(put(new Branch(0), old, level + 1, true), delegation, level + 1, true);
        };
    if (inPlace) {
      branch.slots[index] = next;
      return branch;
    }
    Slot[] slots = branch.slots.clone();
    slots[index] = next;
    return new Branch(branch.bitmap, slots);
  }

  /**
   * The id is there. A branch that is left with one delegation stays: it costs little and most come
   * back.
   */
  private static Branch remove(Branch branch, long mixed, long high, int level) {
    int bit = bit(level, mixed, high);
    int index = Integer.bitCount(branch.bitmap & (bit - 1));
    if (branch.slots[index] instanceof Branch child) {
      Branch rest = remove(child, mixed, high, level + 1);
      if (rest.bitmap != 0) {
        Slot[] slots = branch.slots.clone();
        slots[index] = rest;
        return new Branch(branch.bitmap, slots);
      }
    }
    Slot[] slots = new Slot[branch.slots.length - 1];
    System.arraycopy(branch.slots, 0, slots, 0, index);
    System.arraycopy(branch.slots, index + 1, slots, index, slots.length - index);
    return new Branch(branch.bitmap & ~bit, slots);
  }

  private static Branch changed(Branch branch, int bitmap, Slot[] slots, boolean inPlace) {
    if (!inPlace) {
      return new Branch(bitmap, slots);
    }
    branch.bitmap = bitmap;
    branch.slots = slots;
    return branch;
  }

  private static Slot[] inserted(Slot[] slots, int index, Slot slot) {
    Slot[] next = new Slot[slots.length + 1];
    System.arraycopy(slots, 0, next, 0, index);
    next[index] = slot;
    System.arraycopy(slots, index, next, index + 1, slots.length - index);
    return next;
  }

  private static int bit(int level, long mixed, long high) {
    long bits =
        level < LEVELS_PER_LONG
            ? mixed >>> (BITS * level)
            : high >>> (BITS * (level - LEVELS_PER_LONG));
    return 1 << (bits & 31);
  }

  /**
   * With {@code high} known, each value of {@code low} has one of its own: the two together are the
   * id again.
   */
  private static long mix(long high, long low) {
    return spread(low ^ spread(high));
  }

  private static long spread(long x) {
    long y = (x ^ (x >>> 32)) * 0x9e3779b97f4a7c15L;
    long z = (y ^ (y >>> 29)) * 0xd6e8feb86659fd93L;
    return z ^ (z >>> 32);
  }
}
