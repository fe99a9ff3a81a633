package dev.kalm.dns.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/** Binds each address of a server on TCP and on UDP, on the same port. All of them, or none. */
final class ListenSockets {

  /** A free TCP port may be taken on UDP; so many times another one is tried. */
  private static final int PORT_ATTEMPTS = 20;

  private static final String TAKEN =
      "another program holds it (`ss -lntup` shows which), or it is not an address of this machine";
  private static final String NOT_ALLOWED = "ports below 1024 need root or CAP_NET_BIND_SERVICE";

  private ListenSockets() {}

  /**
   * Binds all addresses, and returns them with their real ports. The {@link BindException} of one
   * that cannot be had names it and says what to do; all sockets are closed then.
   */
  static List<InetSocketAddress> bind(Sockets sockets, List<InetSocketAddress> listen, int backlog)
      throws IOException {
    try {
      List<InetSocketAddress> bound = new ArrayList<>();
      for (InetSocketAddress address : listen) {
        bound.add(bindBoth(sockets, address, backlog));
      }
      return bound;
    } catch (IOException | RuntimeException e) {
      sockets.close();
      throw e;
    }
  }

  private static InetSocketAddress bindBoth(Sockets sockets, InetSocketAddress address, int backlog)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      InetSocketAddress bound = bindTcp(sockets, address, backlog);
      try {
        sockets.bindUdp(bound);
        return bound;
      } catch (IOException e) {
        sockets.unbindTcp();
        if (address.getPort() != 0 || attempt == PORT_ATTEMPTS) {
          throw cannotListen("UDP", bound, e);
        }
      }
    }
  }

  private static InetSocketAddress bindTcp(Sockets sockets, InetSocketAddress address, int backlog)
      throws IOException {
    try {
      return new InetSocketAddress(address.getAddress(), sockets.bindTcp(address, backlog));
    } catch (IOException e) {
      throw cannotListen("TCP", address, e);
    }
  }

  private static IOException cannotListen(
      String transport, InetSocketAddress address, IOException cause) {
    if (!(cause instanceof SocketException)) {
      return cause;
    }
    String hint = String.valueOf(cause.getMessage()).contains("Permission") ? NOT_ALLOWED : TAKEN;
    BindException exception =
        new BindException(
            "The DNS server cannot listen on %s:%d (%s): %s; %s"
                .formatted(
                    address.getAddress().getHostAddress(),
                    address.getPort(),
                    transport,
                    cause.getMessage(),
                    hint));
    exception.initCause(cause);
    return exception;
  }
}
