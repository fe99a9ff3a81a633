package dev.kalm.dns.server;

import java.io.IOException;

/** One client's connection, as bytes; no method waits. */
interface TcpStream {

  /** Reads behind what the input holds. Returns how much, or -1 when the client sends no more. */
  int read(TcpBuffers buffers) throws IOException;

  /** Writes as much of the output as the client takes. */
  void write(TcpBuffers buffers) throws IOException;

  /**
   * Has {@link TcpServer#ready} called for the connection when there is something to read, or when
   * writing goes on.
   */
  void await(TcpConnection connection, boolean writing) throws IOException;

  void close();
}
