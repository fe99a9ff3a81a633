package dev.kalm.dns.server;

/** Is told what has been asked about delegations. */
@FunctionalInterface
public interface QueryListener {

  /** Listens to nothing, and no events are made for it. */
  QueryListener NONE = _ -> {};

  /**
   * Called on one of the server's own threads, perhaps on several at once, after the answer was
   * handed to the network; other clients wait until it returns, so it only notes what it heard.
   */
  void answered(QueryEvent event);

  /**
   * Whether it wants to hear of this delegation now; asked for each question about one, so it has
   * to be quick.
   *
   * @param idHigh the first 64 bits of the delegation's id
   * @param idLow the last 64 bits
   */
  default boolean watches(long idHigh, long idLow) {
    return true;
  }
}
