package dev.kalm.dns.server;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the JVM says that a thread has allocated. */
final class Allocation {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** Bytes that this thread allocates on the heap in {@code work}. */
  static long of(Runnable work) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    // What asking itself allocates is not the work's.
    long asking = THREADS.getCurrentThreadAllocatedBytes() - before;
    before = THREADS.getCurrentThreadAllocatedBytes();
    work.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before - asking;
  }
}
