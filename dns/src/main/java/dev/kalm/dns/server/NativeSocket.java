package dev.kalm.dns.server;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;

/** A socket that the kernel is asked for directly. */
final class NativeSocket implements AutoCloseable {

  static final int SOCK_STREAM = 1;
  static final int SOCK_DGRAM = 2;
  static final int SOCK_NONBLOCK = 0x800;
  static final int SOCK_CLOEXEC = 0x80000;
  static final int SOL_SOCKET = 1;

  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_V6ONLY = 26;
  private static final int SHUT_RD = 0;

  final int descriptor;
  final int family;
  final boolean isWildcard;
  private boolean closed;

  private NativeSocket(int descriptor, int family, boolean isWildcard) {
    this.descriptor = descriptor;
    this.family = family;
    this.isWildcard = isWildcard;
  }

  /**
   * A new socket that is still to be bound to {@code address}. One of IPv6 takes IPv4 as well when
   * it is bound to the wildcard.
   */
  static NativeSocket open(InetSocketAddress address, int type) throws IOException {
    int family = SocketName.family(address.getAddress());
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = NativeCalls.newErrno(arena);
      int descriptor = NativeCalls.socket(errno, family, type | SOCK_CLOEXEC);
      if (descriptor < 0) {
        throw NativeCalls.failure("socket", errno);
      }
      NativeSocket socket =
          new NativeSocket(descriptor, family, address.getAddress().isAnyLocalAddress());
      try {
        if (family == SocketName.AF_INET6) {
          socket.option(IPPROTO_IPV6, IPV6_V6ONLY, 0);
        }
        return socket;
      } catch (IOException e) {
        socket.close();
        throw e;
      }
    }
  }

  void option(int level, int option, int value) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      option(level, option, arena.allocateFrom(JAVA_INT, value), arena);
    }
  }

  /** An option whose value is a {@code timeval}. */
  void secondsOption(int level, int option, long seconds) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      option(level, option, arena.allocateFrom(JAVA_LONG, seconds, 0), arena);
    }
  }

  private void option(int level, int option, MemorySegment value, Arena arena) throws IOException {
    MemorySegment errno = NativeCalls.newErrno(arena);
    int length = (int) value.byteSize();
    if (NativeCalls.setOption(errno, descriptor, level, option, value.address(), length) < 0) {
      throw NativeCalls.failure("setsockopt", errno);
    }
  }

  void bind(InetSocketAddress address) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = NativeCalls.newErrno(arena);
      MemorySegment name = SocketName.of(address, arena);
      if (NativeCalls.bind(errno, descriptor, name.address(), (int) name.byteSize()) < 0) {
        throw NativeCalls.failure("bind", errno);
      }
    }
  }

  /** The port that it is bound to. */
  int port() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = NativeCalls.newErrno(arena);
      MemorySegment name = arena.allocate(SocketName.IPV6_LENGTH, Long.BYTES);
      MemorySegment length = arena.allocateFrom(JAVA_INT, SocketName.IPV6_LENGTH);
      if (NativeCalls.localName(errno, descriptor, name.address(), length.address()) < 0) {
        throw NativeCalls.failure("getsockname", errno);
      }
      ClientAddress bound = new ClientAddress();
      SocketName.read(name, 0, family, bound);
      return bound.port();
    }
  }

  /**
   * Ends the wait of the thread that receives, and every later one. What arrives can still be
   * received.
   */
  synchronized void stopWaiting() {
    if (!closed) {
      try (Arena arena = Arena.ofConfined()) {
        // An unconnected socket calls it an error, and wakes whoever waits all the same.
        NativeCalls.shutdown(NativeCalls.newErrno(arena), descriptor, SHUT_RD);
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
