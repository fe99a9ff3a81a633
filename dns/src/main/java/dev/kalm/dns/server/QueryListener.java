package dev.kalm.dns.server;

/** Is told what has been asked. */
@FunctionalInterface
public interface QueryListener {

  /** Listens to nothing, and no events are made for it. */
  QueryListener NONE = _ -> {};

  /**
   * Called on one of the server's own threads, perhaps on several at once, after the answer was
   * handed to the network; other clients wait until it returns, so it only notes what it heard.
   * Messages without a readable question are not told.
   */
  void answered(QueryEvent event);
}
