package dev.kalm.server.certificate;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Wakes those who wait for a change of one certificate on this node. */
public final class CertificateChanges {
  private final ConcurrentHashMap<String, CountDownLatch> waiting = new ConcurrentHashMap<>();

  /** Something that is shown of the certificate is different now. */
  public void changed(String certificate) {
    CountDownLatch latch = waiting.remove(certificate);
    if (latch != null) {
      latch.countDown();
    }
  }

  /**
   * A turnstile taken <em>before</em> looking, so that no change between looking and waiting is
   * missed.
   */
  Turnstile turnstile(String certificate) {
    return new Turnstile(waiting.computeIfAbsent(certificate, id -> new CountDownLatch(1)));
  }

  /** Opens at the next change. */
  record Turnstile(CountDownLatch latch) {

    /** Returns at the next change, or when the time is up. */
    void await(Duration limit) throws InterruptedException {
      boolean _ = latch.await(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
    }
  }
}
