package dev.kalm.dns.zone;

import dev.kalm.dns.dnssec.ZoneKey;

/**
 * A key in a zone's DNSKEY RRset, which it always signs.
 *
 * @param signs whether it signs everything else, too
 * @param inCds whether CDS and CDNSKEY ask the parent for its DS (RFC 7344)
 */
public record SigningKey(ZoneKey key, boolean signs, boolean inCds) {}
