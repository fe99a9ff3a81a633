/**
 * {@code ./dev bench dns}: Kalm's DNS server beside NSD, Knot, BIND and PowerDNS, on the same zone
 * and the same queries, in turns. Begin with {@link dev.kalm.bench.dns.DnsBench}.
 *
 * <pre>
 *   DnsBench --+-- TrafficBench -- rounds --&gt; LoadGenerator --&gt; src/main/c, dnsperf    core 0
 *              |                                    |
 *              +-- MemoryBench, StartBench --&gt; ServerProcess of a DnsPeer              core 1
 *              |                                 Kalm: DnsServerProcess
 *              |                                 Nsd, Knot, Bind, PowerDns, Floor
 *              +-- ServiceBench --&gt; PublishProcess, ServiceProcess: the server's way from SQLite
 *              v
 *           Results --&gt; Report: TrafficReport, Goals; Chart
 * </pre>
 */
@NullMarked
package dev.kalm.bench.dns;

import org.jspecify.annotations.NullMarked;
