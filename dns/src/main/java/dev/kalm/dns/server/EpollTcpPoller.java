package dev.kalm.dns.server;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Linux's epoll. A connection costs four calls of the kernel besides those that read and write, and
 * one of them waits for many.
 */
final class EpollTcpPoller implements TcpPoller {

  private static final int EVENTS = 256;

  /** So many new connections, then those that are there have their turn. */
  private static final int ACCEPTS = 64;

  // epoll_event: which events, and a number of our own. On x86-64 alone there is no gap between.
  private static final boolean IS_PACKED = System.getProperty("os.arch", "").equals("amd64");
  private static final long EVENT = IS_PACKED ? 12 : 16;
  private static final long EVENT_OWN = IS_PACKED ? 4 : 8;

  private static final Duration FAILURE_PAUSE = Duration.ofMillis(10);

  private static final int ECONNABORTED = 103;

  private final List<NativeSocket> listeners;
  private final Arena arena = Arena.ofAuto();
  private final MemorySegment errno = NativeCalls.newErrno(arena);
  private final MemorySegment events = arena.allocate(EVENT * EVENTS, 8);
  private final MemorySegment interest = arena.allocate(EVENT, 8);
  private final MemorySegment name = arena.allocate(SocketName.IPV6_LENGTH, 8);
  private final MemorySegment nameLength = arena.allocate(JAVA_INT);
  private final WakeCounter wakeCounter;
  private final int epoll;

  /** By file descriptor. */
  private @Nullable TcpConnection[] connections = new TcpConnection[EVENTS];

  EpollTcpPoller(List<NativeSocket> listeners) throws IOException {
    this.listeners = listeners;
    this.epoll = EpollCalls.create(errno);
    if (epoll < 0) {
      throw NativeCalls.failure("epoll_create1", errno);
    }
    this.wakeCounter = WakeCounter.open();
    watch(EpollCalls.EPOLL_CTL_ADD, wakeCounter.descriptor, EpollCalls.EPOLLIN);
    for (NativeSocket listener : listeners) {
      watch(EpollCalls.EPOLL_CTL_ADD, listener.descriptor, EpollCalls.EPOLLIN);
    }
  }

  private void watch(int operation, int descriptor, int what) throws IOException {
    interest.set(JAVA_INT, 0, what);
    interest.set(JAVA_INT_UNALIGNED, EVENT_OWN, descriptor);
    if (EpollCalls.control(errno, epoll, operation, descriptor, interest.address()) < 0) {
      throw NativeCalls.failure("epoll_ctl", errno);
    }
  }

  @Override
  public int poll(TcpServer server, long millis) throws IOException {
    int count = EpollCalls.await(errno, epoll, events.address(), EVENTS, (int) millis);
    if (count < 0 && NativeCalls.errno(errno) != NativeCalls.EINTR) {
      throw NativeCalls.failure("epoll_wait", errno);
    }
    for (int i = 0; i < count; i++) {
      int descriptor = events.get(JAVA_INT_UNALIGNED, i * EVENT + EVENT_OWN);
      // One that an earlier event has closed, and that is another connection by now, has merely
      // nothing to read.
      TcpConnection connection = descriptor < connections.length ? connections[descriptor] : null;
      if (connection != null) {
        server.ready(connection);
      } else {
        acceptFrom(descriptor, server);
      }
    }
    return Math.max(count, 0);
  }

  private void acceptFrom(int descriptor, TcpServer server) {
    if (descriptor == wakeCounter.descriptor) {
      wakeCounter.reset();
      return;
    }
    for (int i = 0; i < listeners.size(); i++) {
      if (listeners.get(i).descriptor == descriptor) {
        accept(listeners.get(i), server);
      }
    }
  }

  private void accept(NativeSocket listener, TcpServer server) {
    for (int i = 0; i < ACCEPTS; i++) {
      nameLength.set(JAVA_INT, 0, SocketName.IPV6_LENGTH);
      int descriptor =
          EpollCalls.accept(errno, listener.descriptor, name.address(), nameLength.address());
      if (descriptor >= 0) {
        ClientAddress client = new ClientAddress();
        SocketName.read(name, 0, listener.family, client);
        server.accepted(new Stream(descriptor), client);
        continue;
      }
      int error = NativeCalls.errno(errno);
      if (error == NativeCalls.EAGAIN) {
        return;
      }
      if (error != ECONNABORTED && error != NativeCalls.EINTR) {
        // Most likely there are no file descriptors left; one connection less is one more. What has
        // no end must not keep a core busy.
        if (!server.makeRoom()) {
          LockSupport.parkNanos(FAILURE_PAUSE.toNanos());
        }
        return;
      }
    }
  }

  @Override
  public void stopAccepting() {
    listeners.forEach(NativeSocket::close);
  }

  @Override
  public void wake() {
    wakeCounter.add();
  }

  @Override
  public void forgetWake() {
    wakeCounter.reset();
  }

  @Override
  public void close() {
    stopAccepting();
    for (TcpConnection connection : connections) {
      if (connection != null) {
        connection.close();
      }
    }
    wakeCounter.close();
    NativeCalls.close(errno, epoll);
  }

  private final class Stream implements TcpStream {

    private final int descriptor;
    private int awaited;
    private boolean closed;

    Stream(int descriptor) {
      this.descriptor = descriptor;
    }

    @Override
    public int read(TcpBuffers buffers) throws IOException {
      int at = buffers.input.position();
      int count =
          EpollCalls.receive(
              errno, descriptor, buffers.inputAddress + at, buffers.input.remaining());
      if (count > 0) {
        buffers.input.position(at + count);
        return count;
      }
      return count == 0 ? -1 : nothing("recv");
    }

    @Override
    public void write(TcpBuffers buffers) throws IOException {
      int at = buffers.output.position();
      int count =
          EpollCalls.send(
              errno, descriptor, buffers.outputAddress + at, buffers.output.remaining());
      buffers.output.position(at + (count < 0 ? nothing("send") : count));
    }

    private int nothing(String call) throws IOException {
      int error = NativeCalls.errno(errno);
      if (error != NativeCalls.EAGAIN && error != NativeCalls.EINTR) {
        throw NativeCalls.failure(call, errno);
      }
      return 0;
    }

    @Override
    public void await(TcpConnection connection, boolean writing) throws IOException {
      int wanted = writing ? EpollCalls.EPOLLOUT : EpollCalls.EPOLLIN;
      if (awaited == wanted) {
        return;
      }
      if (awaited == 0) {
        if (descriptor >= connections.length) {
          connections =
              Arrays.copyOf(connections, Math.max(descriptor + 1, connections.length * 2));
        }
        connections[descriptor] = connection;
        watch(EpollCalls.EPOLL_CTL_ADD, descriptor, wanted);
      } else {
        watch(EpollCalls.EPOLL_CTL_MOD, descriptor, wanted);
      }
      awaited = wanted;
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        if (descriptor < connections.length) {
          connections[descriptor] = null;
        }
        // The kernel forgets by itself that we were waiting for it.
        NativeCalls.close(errno, descriptor);
      }
    }
  }
}
