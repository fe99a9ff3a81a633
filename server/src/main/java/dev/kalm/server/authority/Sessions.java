package dev.kalm.server.authority;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.shredzone.acme4j.Login;

/**
 * Logins of one account, lent to one caller each: a session sends one request at a time, for it
 * holds one nonce. The one given back last is lent first, with its nonce still fresh.
 */
final class Sessions {

  /** Requests under way at one CA at once. */
  static final int LIMIT = 16;

  private final ConcurrentLinkedDeque<Login> idle = new ConcurrentLinkedDeque<>();
  private final Semaphore free = new Semaphore(LIMIT, true);
  private final Supplier<Login> maker;

  Sessions(Supplier<Login> maker) {
    this.maker = maker;
  }

  /** What is done with a login while it is lent. */
  @FunctionalInterface
  interface Use<T> {
    T with(Login login) throws Exception;
  }

  <T> T lend(Use<T> use) throws Exception {
    free.acquire();
    try {
      Login login = idle.pollFirst();
      if (login == null) {
        login = maker.get();
      }
      try {
        return use.with(login);
      } finally {
        idle.addFirst(login);
      }
    } finally {
      free.release();
    }
  }
}
