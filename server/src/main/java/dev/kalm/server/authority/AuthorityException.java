package dev.kalm.server.authority;

/** A call to the CA that did not do what it should, with everything that is known of why. */
public final class AuthorityException extends Exception {
  private final transient Failure failure;
  private final boolean gone;

  AuthorityException(Failure failure, boolean gone, Throwable cause) {
    super(failure.problem().summary(), cause);
    this.failure = failure;
    this.gone = gone;
  }

  public Failure failure() {
    return failure;
  }

  /**
   * True if what was asked for does not exist at the CA, or not for this account: nothing is left
   * to be finished there.
   */
  public boolean gone() {
    return gone;
  }
}
