/**
 * {@code ./dev bench dns}: Kalm's DNS server beside NSD, Knot, BIND and PowerDNS, on the same zone
 * and the same queries, in turns. Begin with {@link dev.kalm.bench.dns.DnsBench}.
 */
@NullMarked
package dev.kalm.bench.dns;

import org.jspecify.annotations.NullMarked;
