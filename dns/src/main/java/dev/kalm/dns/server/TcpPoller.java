package dev.kalm.dns.server;

import java.io.IOException;

/** Waits for clients. All but {@link #wake} belongs to one thread. */
interface TcpPoller {

  /**
   * Waits, {@code millis} at most, and tells the server of new connections and of those that are
   * ready. Returns how many there were.
   */
  int poll(TcpServer server, long millis) throws IOException;

  /** Closes the listening sockets. */
  void stopAccepting();

  /** Ends a wait, from another thread, perhaps after {@link #close}. */
  void wake();

  /** Makes sure that a call to wake up is not taken for a client. */
  void forgetWake() throws IOException;

  /** Closes all sockets that are open still. */
  void close();
}
