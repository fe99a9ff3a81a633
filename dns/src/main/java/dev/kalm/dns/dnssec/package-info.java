/**
 * DNSSEC for zones signed while they are served (RFC 4033 to 4035), with one algorithm: ECDSA P-256
 * with SHA-256 (RFC 6605). Start with {@link dev.kalm.dns.dnssec.RrsetSigner}.
 *
 * <pre>
 *   ZoneKey --dnskey--> DNSKEY, CDNSKEY      Nsec ---rdata---> NSEC
 *      |  \-----ds----> DS, CDS                |
 *      v                                       v
 *   RrsetSigner &lt;------------------------- RRset
 *      \-----sign--> RRSIG
 * </pre>
 */
@NullMarked
package dev.kalm.dns.dnssec;

import org.jspecify.annotations.NullMarked;
