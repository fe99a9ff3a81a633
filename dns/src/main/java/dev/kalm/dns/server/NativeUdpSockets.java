package dev.kalm.dns.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Binds UDP for {@link NativeUdpServer}: several sockets that share one address, and the kernel
 * deals the clients out among them.
 *
 * <p>On a wildcard address the kernel tells with each query which address was asked, so that the
 * answer can leave from there; this holds for addresses that come up later too.
 */
final class NativeUdpSockets {

  private static final int SO_SNDBUF = 7;
  private static final int SO_RCVBUF = 8;
  private static final int SO_REUSEPORT = 15;
  private static final int SO_RCVTIMEO = 20;
  private static final int IPPROTO_IP = 0;
  private static final int IP_PKTINFO = 8;
  private static final int IP_MTU_DISCOVER = 10;
  private static final int IP_PMTUDISC_PROBE = 3;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_RECVPKTINFO = 49;

  /** Room for a burst of some thousand queries while the thread is away. */
  private static final int BUFFER = 1 << 20;

  /**
   * A wait for queries ends after so many seconds anyway. It is the net below {@link
   * NativeSocket#stopWaiting}, which is a habit of Linux rather than a promise.
   */
  private static final long LONGEST_WAIT_SECONDS = 1;

  private NativeUdpSockets() {}

  /** Binds {@code count} sockets to one address that nobody else may hold. */
  static List<NativeSocket> bind(InetSocketAddress address, int count) throws IOException {
    List<NativeSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        NativeSocket socket = NativeSocket.open(address, NativeSocket.SOCK_DGRAM);
        sockets.add(socket);
        configure(socket);
        // The first one is bound without sharing, which shows that nobody else holds the port.
        if (i > 0) {
          socket.option(NativeSocket.SOL_SOCKET, SO_REUSEPORT, 1);
        }
        socket.bind(address);
        if (i == 0) {
          socket.option(NativeSocket.SOL_SOCKET, SO_REUSEPORT, 1);
        }
      }
      return sockets;
    } catch (IOException | RuntimeException e) {
      sockets.forEach(NativeSocket::close);
      throw e;
    }
  }

  private static void configure(NativeSocket socket) throws IOException {
    socket.option(NativeSocket.SOL_SOCKET, SO_RCVBUF, BUFFER);
    socket.option(NativeSocket.SOL_SOCKET, SO_SNDBUF, BUFFER);
    socket.secondsOption(NativeSocket.SOL_SOCKET, SO_RCVTIMEO, LONGEST_WAIT_SECONDS);
    // Answers are never fragmented, neither here nor on the way, whatever a forged ICMP message
    // says
    // (RFC 9715 section 3.1).
    socket.option(IPPROTO_IP, IP_MTU_DISCOVER, IP_PMTUDISC_PROBE);
    if (socket.isWildcard && socket.family == SocketName.AF_INET) {
      socket.option(IPPROTO_IP, IP_PKTINFO, 1);
    } else if (socket.isWildcard) {
      socket.option(IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
    }
  }
}
