package dev.kalm.dns.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Supplier;

/** Bound sockets of one kind, and how they are served. */
interface Sockets extends AutoCloseable {

  /** Binds TCP and listens. Returns the port. */
  int bindTcp(InetSocketAddress address, int backlog) throws IOException;

  /** Closes the TCP socket that was bound last. */
  void unbindTcp();

  void bindUdp(InetSocketAddress address) throws IOException;

  /** Threads that answer what comes over UDP, each with a pipeline and events of its own. */
  List<ServerThread> udpThreads(Supplier<QueryPipeline> pipelines, Supplier<Events> events)
      throws IOException;

  TcpPoller tcpPoller() throws IOException;

  @Override
  void close();
}
