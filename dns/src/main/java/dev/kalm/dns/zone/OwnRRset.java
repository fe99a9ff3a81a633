package dev.kalm.dns.zone;

import dev.kalm.dns.message.Name;
import dev.kalm.dns.message.RRset;
import dev.kalm.dns.message.WireRRset;
import org.jspecify.annotations.Nullable;

/** An RRset of the zone's own, as it is sent, with its signatures once somebody wants them. */
final class OwnRRset {

  private final RRset rrset;
  private final boolean atQuestion;
  private final WireRRset wire;
  private volatile @Nullable Signatures signatures;

  private OwnRRset(RRset rrset, boolean atQuestion, WireRRset wire) {
    this.rrset = rrset;
    this.atQuestion = atQuestion;
    this.wire = wire;
  }

  /** One that answers a question for its owner. */
  static OwnRRset answering(RRset rrset, Name apex) {
    return new OwnRRset(rrset, true, WireRRset.atQuestion(rrset, apex));
  }

  /** One that stands beside an answer to another question. */
  static OwnRRset beside(RRset rrset, Name apex) {
    return new OwnRRset(rrset, false, WireRRset.atOwner(rrset, apex));
  }

  int type() {
    return rrset.type();
  }

  WireRRset wire() {
    return wire;
  }

  boolean isSigned(ZoneSigner signer, long now) {
    Signatures found = signatures;
    return found != null && found.isUsable(signer, now);
  }

  WireRRset signatures(ZoneSigner signer, long now) {
    Signatures found = signatures;
    if (found == null || !found.isUsable(signer, now)) {
      found = atQuestion ? signer.sign(rrset, now) : signer.signAtOwner(rrset, now);
      signatures = found;
    }
    return found.wire();
  }
}
