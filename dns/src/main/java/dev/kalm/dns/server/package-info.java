/**
 * Sockets, and what happens between a query and its answer. {@link dev.kalm.dns.server.DnsServer}
 * is the entry.
 *
 * <pre>
 *   NativeUdpServer --+                                                               +--> send, QueryListener
 *                     +--> QueryPipeline: mandatory -> EDNS -> zone -> MessageWriter --+
 *   TcpServer --------+
 * </pre>
 *
 * On Linux one thread for each processor answers UDP on a socket of its own, many datagrams with
 * two calls of the kernel ({@link dev.kalm.dns.server.DatagramBatch}), and one thread serves all
 * TCP connections by epoll ({@link dev.kalm.dns.server.EpollTcpPoller}). Elsewhere, or when Java
 * may not call the kernel ({@link dev.kalm.dns.server.NativeSupport}), both use Java's channels.
 * Each thread has a pipeline of its own, none ever waits for a client, and none makes garbage for a
 * query.
 */
@NullMarked
package dev.kalm.dns.server;

import org.jspecify.annotations.NullMarked;
