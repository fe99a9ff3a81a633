package dev.kalm.dns.zone;

import dev.kalm.dns.message.Name;
import dev.kalm.dns.message.WireRRset;
import java.util.List;

/**
 * NSEC records that prove that a name does not have a type, or does not exist, with their
 * signatures.
 *
 * @param name whose proof it is
 * @param types what the name has
 * @param rrsets each NSEC followed by its signatures
 */
record SignedDenial(
    Name name, NsecTypes types, List<WireRRset> rrsets, ZoneSigner signer, long refreshAt) {

  boolean isUsable(ZoneSigner current, long now) {
    return signer == current && now < refreshAt;
  }
}
