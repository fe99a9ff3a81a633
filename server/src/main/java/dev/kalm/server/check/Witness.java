package dev.kalm.server.check;

/**
 * Tells this server from others that may answer at an address: a look carries a word that nobody
 * else knows, and here it is seen to arrive.
 */
public interface Witness {
  /**
   * Whether this node's DNS server has been asked for a name whose first label is this one.
   *
   * @param tcp over which of the two
   */
  boolean wasAsked(String label, boolean tcp);

  /**
   * Has every node answer with the text under this token on port 80, until the answer is closed.
   *
   * @param token as for HTTP-01 (RFC 8555 section 8.3)
   */
  Answer answer(String token, String text);

  /** An answer that is given until it is closed. */
  interface Answer extends AutoCloseable {
    @Override
    void close();
  }
}
