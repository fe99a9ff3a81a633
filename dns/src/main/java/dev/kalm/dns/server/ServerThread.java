package dev.kalm.dns.server;

import java.io.IOException;
import java.time.Duration;

/** A thread that works in turns and can be asked to finish. */
abstract class ServerThread {

  private static final System.Logger LOG = System.getLogger(ServerThread.class.getName());

  /** Closing sockets takes no time; only a listener that does not return makes it longer. */
  private static final Duration ABANDON_LIMIT = Duration.ofSeconds(1);

  /**
   * When nothing has come for so long in the last turns, all that was under way has arrived: on a
   * busy machine the kernel delivers late what was sent before.
   */
  static final Duration DRAIN_QUIET = Duration.ofMillis(30);

  private final Thread thread;
  private volatile boolean finishing;
  private volatile boolean abandoned;

  ServerThread(String name) {
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  /**
   * Waits for something to do and does it.
   *
   * @param isLast whether to take on nothing new and to wait no longer than {@link #DRAIN_QUIET}
   * @return whether nothing is left, which matters only then
   */
  abstract boolean turn(boolean isLast) throws IOException;

  /** Ends a turn's wait, from another thread, perhaps after {@link #release}. */
  abstract void wake();

  /** Called once between the other turns and the last ones. */
  abstract void prepareToFinish() throws IOException;

  /** Closes everything; the last thing that the thread does. */
  abstract void release();

  final void start() {
    thread.start();
  }

  /** Asks the thread to finish what is under way; does not wait. */
  final void finish() {
    finishing = true;
    wake();
  }

  /** Waits for the thread's end, {@code limit} at most; what is left then is dropped. */
  final void join(Duration limit) {
    try {
      if (!limit.isPositive() || !thread.join(limit)) {
        abandoned = true;
        wake();
        thread.join(ABANDON_LIMIT);
      }
    } catch (InterruptedException e) {
      abandoned = true;
      wake();
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!finishing) {
        guardedTurn();
      }
      finishTurns();
    } finally {
      release();
    }
  }

  /** A mistake of ours in one turn must not end the service for all. */
  private void guardedTurn() {
    try {
      turn(false);
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, thread.getName() + " failed once and goes on", e);
    }
  }

  private void finishTurns() {
    boolean prepared = false;
    boolean done = false;
    while (!abandoned && !done) {
      try {
        if (!prepared) {
          prepared = true;
          prepareToFinish();
        }
        done = turn(true);
      } catch (IOException | RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, thread.getName() + " failed while it finished", e);
      }
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
