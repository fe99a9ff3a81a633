package dev.kalm.dns.zone;

import dev.kalm.dns.message.Query;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Signed proofs that were made for a question, to be sent again. As large as {@link #SLOTS}: a new
 * one takes the place of an old one, so a flood of names costs signatures and no memory.
 */
final class DenialCache {

  static final int SLOTS = 1 << 16;

  private final AtomicReferenceArray<@Nullable SignedDenial> slots =
      new AtomicReferenceArray<>(SLOTS);

  /** The proof for the question's name and these types; null when none is kept. */
  @Nullable SignedDenial find(Query question, NsecTypes types, ZoneSigner signer, long now) {
    SignedDenial found = slots.getAcquire(slot(question.nameHash(), types));
    return found != null
            && found.types() == types
            && question.isName(found.name())
            && found.isUsable(signer, now)
        ? found
        : null;
  }

  void put(SignedDenial denial) {
    slots.setRelease(slot(denial.name().hashCode(), denial.types()), denial);
  }

  private static int slot(int nameHash, NsecTypes types) {
    int mixed = (nameHash + types.count()) * 0x9e3779b9;
    return mixed >>> 16;
  }
}
