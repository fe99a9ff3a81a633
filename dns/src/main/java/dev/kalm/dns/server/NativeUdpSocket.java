package dev.kalm.dns.server;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * A UDP socket for {@link NativeUdpServer}. Several of them share one address, and the kernel deals
 * the clients out among them.
 *
 * <p>On a wildcard address the kernel tells with each query which address was asked, so that the
 * answer can leave from there; this holds for addresses that come up later too. The wildcard of
 * IPv6 stands for IPv4 as well, as it does on TCP.
 */
final class NativeUdpSocket implements AutoCloseable {

  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_SNDBUF = 7;
  private static final int SO_RCVBUF = 8;
  private static final int SO_REUSEPORT = 15;
  private static final int SO_RCVTIMEO = 20;
  private static final int IPPROTO_IP = 0;
  private static final int IP_PKTINFO = 8;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_V6ONLY = 26;
  private static final int IPV6_RECVPKTINFO = 49;
  private static final int SHUT_RD = 0;

  /** Room for a burst of some thousand queries while the thread is away. */
  private static final int BUFFER = 1 << 20;

  /**
   * A wait for queries ends after so many seconds anyway. It is the net below {@link #stopWaiting},
   * which is a habit of Linux rather than a promise.
   */
  private static final long LONGEST_WAIT_SECONDS = 1;

  final int descriptor;
  final int family;
  final boolean isWildcard;
  private boolean closed;

  private NativeUdpSocket(int descriptor, int family, boolean isWildcard) {
    this.descriptor = descriptor;
    this.family = family;
    this.isWildcard = isWildcard;
  }

  /** Binds {@code count} sockets to one address that nobody else may hold. */
  static List<NativeUdpSocket> bind(InetSocketAddress address, int count) throws IOException {
    List<NativeUdpSocket> sockets = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = NativeCalls.newErrno(arena);
      for (int i = 0; i < count; i++) {
        NativeUdpSocket socket = open(address, errno);
        sockets.add(socket);
        // The first one is bound without sharing, which shows that nobody else holds the port.
        if (i > 0) {
          socket.share(arena, errno);
        }
        socket.bind(address, arena, errno);
        if (i == 0) {
          socket.share(arena, errno);
        }
      }
      return sockets;
    } catch (IOException | RuntimeException e) {
      sockets.forEach(NativeUdpSocket::close);
      throw e;
    }
  }

  private static NativeUdpSocket open(InetSocketAddress address, MemorySegment errno)
      throws IOException {
    int family = SocketName.family(address.getAddress());
    int descriptor = NativeCalls.socket(errno, family, SOCK_DGRAM | SOCK_CLOEXEC);
    if (descriptor < 0) {
      throw NativeCalls.failure("socket", errno);
    }
    return new NativeUdpSocket(descriptor, family, address.getAddress().isAnyLocalAddress());
  }

  private void share(Arena arena, MemorySegment errno) throws IOException {
    option(SOL_SOCKET, SO_REUSEPORT, 1, arena, errno);
  }

  private void bind(InetSocketAddress address, Arena arena, MemorySegment errno)
      throws IOException {
    option(SOL_SOCKET, SO_RCVBUF, BUFFER, arena, errno);
    option(SOL_SOCKET, SO_SNDBUF, BUFFER, arena, errno);
    if (family == SocketName.AF_INET6) {
      option(IPPROTO_IPV6, IPV6_V6ONLY, 0, arena, errno);
    }
    if (isWildcard && family == SocketName.AF_INET) {
      option(IPPROTO_IP, IP_PKTINFO, 1, arena, errno);
    } else if (isWildcard) {
      option(IPPROTO_IPV6, IPV6_RECVPKTINFO, 1, arena, errno);
    }
    MemorySegment timeval = arena.allocateFrom(JAVA_LONG, LONGEST_WAIT_SECONDS, 0);
    option(SOL_SOCKET, SO_RCVTIMEO, timeval, errno);
    MemorySegment name = SocketName.of(address, arena);
    if (NativeCalls.bind(errno, descriptor, name.address(), (int) name.byteSize()) < 0) {
      throw NativeCalls.failure("bind", errno);
    }
  }

  private void option(int level, int option, int value, Arena arena, MemorySegment errno)
      throws IOException {
    option(level, option, arena.allocateFrom(JAVA_INT, value), errno);
  }

  private void option(int level, int option, MemorySegment value, MemorySegment errno)
      throws IOException {
    int length = (int) value.byteSize();
    if (NativeCalls.setOption(errno, descriptor, level, option, value.address(), length) < 0) {
      throw NativeCalls.failure("setsockopt", errno);
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
