package dev.kalm.server.certificate;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Wakes those who wait for a change of one certificate on this node. */
public final class CertificateChanges {

  /** What somebody waits for. */
  enum Awaited {
    /** Anything that is shown of it. */
    CHANGED,
    /** That nothing is under way any more: it is issued, or the attempt has failed. */
    SETTLED
  }

  private record Key(String certificate, Awaited awaited) {}

  private final ConcurrentHashMap<Key, CountDownLatch> waiting = new ConcurrentHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** Runs the action, which must be quick, at every change of any certificate. */
  public void onChange(Runnable action) {
    listeners.add(action);
  }

  /** Something that is shown of the certificate is different now. */
  public void changed(String certificate) {
    open(new Key(certificate, Awaited.CHANGED));
    listeners.forEach(Runnable::run);
  }

  /** The same, and nothing is under way any more. */
  public void settled(String certificate) {
    changed(certificate);
    open(new Key(certificate, Awaited.SETTLED));
  }

  private void open(Key key) {
    CountDownLatch latch = waiting.remove(key);
    if (latch != null) {
      latch.countDown();
    }
  }

  /**
   * A turnstile taken <em>before</em> looking, so that no change between looking and waiting is
   * missed.
   */
  Turnstile turnstile(String certificate, Awaited awaited) {
    return new Turnstile(
        waiting.computeIfAbsent(new Key(certificate, awaited), _ -> new CountDownLatch(1)));
  }

  /** One for the next change of any kind, taken before looking. */
  public Turnstile turnstile(String certificate) {
    return turnstile(certificate, Awaited.CHANGED);
  }

  /** Opens at the next change of its kind. */
  public record Turnstile(CountDownLatch latch) {

    /** Returns at the next change, or when the time is up. */
    public void await(Duration limit) throws InterruptedException {
      boolean _ = latch.await(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
    }
  }
}
