/**
 * The validation DNS server: authoritative for its own zones and for nothing else. It needs the JDK
 * alone.
 *
 * <pre>
 *   message   what stands on the wire: Name, Query (reader), MessageWriter
 *      ^
 *   dnssec    keys, signatures and denial of existence: ZoneKey, RrsetSigner, Nsec
 *      ^
 *   zone      what a zone holds and what it answers: Zone, ZoneTable
 *      ^
 *   server    sockets and the query pipeline: DnsServer
 * </pre>
 */
@NullMarked
package dev.kalm.dns;

import org.jspecify.annotations.NullMarked;
