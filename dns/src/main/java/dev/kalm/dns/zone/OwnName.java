package dev.kalm.dns.zone;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A name that the zone itself holds; without any RRset it is an empty non-terminal.
 *
 * @param types what its NSEC record says that it has
 * @param typesWithTxt the same while it has TXT values
 */
record OwnName(List<OwnRRset> rrsets, TxtValues txt, NsecTypes types, NsecTypes typesWithTxt) {

  @Nullable OwnRRset first() {
    return rrsets.isEmpty() ? null : rrsets.getFirst();
  }

  @Nullable OwnRRset find(int type) {
    for (int i = 0; i < rrsets.size(); i++) {
      if (rrsets.get(i).type() == type) {
        return rrsets.get(i);
      }
    }
    return null;
  }
}
