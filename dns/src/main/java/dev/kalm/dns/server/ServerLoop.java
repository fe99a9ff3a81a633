package dev.kalm.dns.server;

import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;

/** A thread around a selector that can be asked to finish. */
abstract class ServerLoop {

  private static final System.Logger LOG = System.getLogger(ServerLoop.class.getName());

  /** Closing sockets takes no time; only a listener that does not return makes it longer. */
  private static final Duration ABANDON_LIMIT = Duration.ofSeconds(1);

  /**
   * When nothing has come for so long in the last turns, all that was under way has arrived: on a
   * busy machine the kernel delivers late what was sent before.
   */
  static final Duration DRAIN_QUIET = Duration.ofMillis(30);

  final Selector selector;
  private final Thread thread;
  private volatile boolean finishing;
  private volatile boolean abandoned;
  private boolean wakeupForgotten;

  ServerLoop(String name, Selector selector) {
    this.selector = selector;
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  /**
   * Waits for something to do and does it.
   *
   * @param isLast whether to take on nothing new and to wait no longer than {@link #DRAIN_QUIET}
   * @return whether nothing is left, which matters only then
   */
  abstract boolean turn(boolean isLast) throws IOException;

  final void start() {
    thread.start();
  }

  /** Asks the thread to finish what is under way; does not wait. */
  final void finish() {
    finishing = true;
    selector.wakeup();
  }

  /** Waits for the thread's end, {@code limit} at most; what is left then is dropped. */
  final void join(Duration limit) {
    try {
      if (!limit.isPositive() || !thread.join(limit)) {
        abandoned = true;
        selector.wakeup();
        thread.join(ABANDON_LIMIT);
      }
    } catch (InterruptedException e) {
      abandoned = true;
      selector.wakeup();
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!finishing) {
        guardedTurn(false);
      }
      boolean done = false;
      while (!abandoned && !done) {
        done = guardedTurn(true);
      }
    } finally {
      List.copyOf(selector.keys()).forEach(key -> closeQuietly(key.channel()));
      closeQuietly(selector);
    }
  }

  /** A mistake of ours in one turn must not end the service for all. */
  private boolean guardedTurn(boolean isLast) {
    try {
      if (isLast && !wakeupForgotten) {
        // The call to wake up may have come outside of a wait; it must not pass for silence in the
        // next one.
        selector.selectNow(_ -> {});
        wakeupForgotten = true;
      }
      return turn(isLast);
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, thread.getName() + " failed once and goes on", e);
      return false;
    }
  }

  static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      LOG.log(System.Logger.Level.DEBUG, "Closing a socket failed", e);
    }
  }
}
