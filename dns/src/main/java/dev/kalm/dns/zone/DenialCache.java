package dev.kalm.dns.zone;

import dev.kalm.dns.message.Query;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Signed proofs that were made for a question, to be sent again. There are {@link #SLOTS} at most,
 * about 60 MB: a new one takes the place of an old one, so a flood of names costs signatures and no
 * more memory than that.
 *
 * <p>A proof stands in one of the {@link #WAYS} slots of its set. Threads may overwrite each
 * other's proofs; what is found is compared, so the worst is that a proof is made again.
 */
final class DenialCache {

  static final int SLOTS = 1 << 17;

  private static final int WAYS = 8;
  private static final int SETS = SLOTS / WAYS;

  private final AtomicReferenceArray<@Nullable SignedDenial> slots =
      new AtomicReferenceArray<>(SLOTS);

  /** The hash of what stands in each slot, so that a search looks at one proof, not at eight. */
  private final int[] hashes = new int[SLOTS];

  private int nextWay;

  /** The proof for the question's name and these types; null when none is kept. */
  @Nullable SignedDenial find(Query question, NsecTypes types, ZoneSigner signer, long now) {
    int hash = hash(question.nameHash(), types);
    int set = set(hash);
    for (int slot = set; slot < set + WAYS; slot++) {
      if (hashes[slot] == hash) {
        SignedDenial found = slots.getAcquire(slot);
        if (found != null
            && found.types() == types
            && question.isName(found.name())
            && found.isUsable(signer, now)) {
          return found;
        }
      }
    }
    return null;
  }

  void put(SignedDenial denial) {
    int hash = hash(denial.name().hashCode(), denial.types());
    int slot = slotFor(hash);
    hashes[slot] = hash;
    slots.setRelease(slot, denial);
  }

  /** That of an older proof for the same name, else a free one, else each in turn. */
  private int slotFor(int hash) {
    int set = set(hash);
    int free = -1;
    for (int slot = set; slot < set + WAYS; slot++) {
      boolean isFree = slots.getAcquire(slot) == null;
      if (!isFree && hashes[slot] == hash) {
        return slot;
      }
      free = isFree ? slot : free;
    }
    return free >= 0 ? free : set + (nextWay++ & (WAYS - 1));
  }

  private static int hash(int nameHash, NsecTypes types) {
    return (nameHash + types.count()) * 0x9e3779b9;
  }

  private static int set(int hash) {
    return (hash >>> 8 & (SETS - 1)) * WAYS;
  }
}
