package dev.kalm.dns.server;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Linux's eventfd: wakes a thread that waits in epoll. Any thread may call it, closed or not. */
final class WakeCounter implements AutoCloseable {

  final int descriptor;
  private boolean closed;

  private WakeCounter(int descriptor) {
    this.descriptor = descriptor;
  }

  static WakeCounter open() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = NativeCalls.newErrno(arena);
      int descriptor = EpollCalls.eventCounter(errno);
      if (descriptor < 0) {
        throw NativeCalls.failure("eventfd", errno);
      }
      return new WakeCounter(descriptor);
    }
  }

  synchronized void add() {
    if (!closed) {
      try (Arena arena = Arena.ofConfined()) {
        EpollCalls.addEvent(NativeCalls.newErrno(arena), descriptor);
      }
    }
  }

  synchronized void reset() {
    if (!closed) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment value = arena.allocate(JAVA_LONG);
        EpollCalls.takeEvents(NativeCalls.newErrno(arena), descriptor, value.address());
      }
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      try (Arena arena = Arena.ofConfined()) {
        NativeCalls.close(NativeCalls.newErrno(arena), descriptor);
      }
    }
  }
}
