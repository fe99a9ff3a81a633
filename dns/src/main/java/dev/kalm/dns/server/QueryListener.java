package dev.kalm.dns.server;

/** Is told what has been asked. */
@FunctionalInterface
public interface QueryListener {

  /** Listens to nothing, and no events are made for it. */
  QueryListener NONE = _ -> {};

  /**
   * Called on the server's own thread after the answer was handed to the network; all other clients
   * wait until it returns, so it only notes what it heard. Messages without a readable question are
   * not told.
   */
  void answered(QueryEvent event);
}
