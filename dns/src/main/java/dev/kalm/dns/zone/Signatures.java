package dev.kalm.dns.zone;

import dev.kalm.dns.message.WireRRset;

/**
 * The RRSIG records of one RRset, kept to be sent many times.
 *
 * @param signer who made them; with other keys they are of no use
 * @param refreshAt from when on they have to be made anew, epoch milliseconds: well before they
 *     expire
 */
record Signatures(WireRRset wire, ZoneSigner signer, long refreshAt) {

  boolean isUsable(ZoneSigner current, long now) {
    return signer == current && now < refreshAt;
  }
}
