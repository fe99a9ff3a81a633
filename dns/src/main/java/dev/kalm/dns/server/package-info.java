/**
 * Sockets, and what happens between a query and its answer. {@link dev.kalm.dns.server.DnsServer}
 * is the entry.
 *
 * <pre>
 *   UdpServer --+                                                              +--> send, QueryListener
 *               +--> QueryPipeline: mandatory -> EDNS -> zone -> MessageWriter --+
 *   TcpServer --+
 * </pre>
 *
 * One thread serves all UDP sockets and one all TCP connections; each has a pipeline of its own,
 * and no thread ever waits for a client.
 */
@NullMarked
package dev.kalm.dns.server;

import org.jspecify.annotations.NullMarked;
