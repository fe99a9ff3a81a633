package dev.kalm.dns.server;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * The bound sockets of a server: for each address one of TCP and one of UDP on the same port. All
 * of them, or none.
 */
final class ListenSockets implements Closeable {

  /** A free TCP port may be taken on UDP; so many times another one is tried. */
  private static final int PORT_ATTEMPTS = 20;

  private static final String TAKEN =
      "another program holds it (`ss -lntup` shows which), or it is not an address of this machine";
  private static final String NOT_ALLOWED = "ports below 1024 need root or CAP_NET_BIND_SERVICE";

  final List<InetSocketAddress> addresses = new ArrayList<>();
  final List<NativeUdpSocket> nativeUdp = new ArrayList<>();
  final List<DatagramChannel> channelUdp = new ArrayList<>();
  final List<ServerSocketChannel> tcp = new ArrayList<>();

  private final int nativeThreads;

  private ListenSockets(int nativeThreads) {
    this.nativeThreads = nativeThreads;
  }

  /**
   * Binds all addresses; the {@link BindException} of one that cannot be had names it and says what
   * to do.
   *
   * @param nativeThreads how many native UDP sockets each address gets; 0 for channels instead
   */
  static ListenSockets bind(List<InetSocketAddress> listen, int nativeThreads, int backlog)
      throws IOException {
    ListenSockets sockets = new ListenSockets(nativeThreads);
    try {
      for (InetSocketAddress address : listen) {
        sockets.bindBoth(address, backlog);
      }
      return sockets;
    } catch (IOException | RuntimeException e) {
      sockets.close();
      throw e;
    }
  }

  private void bindBoth(InetSocketAddress address, int backlog) throws IOException {
    for (int attempt = 1; ; attempt++) {
      ServerSocketChannel server = bindTcp(address, backlog);
      InetSocketAddress bound = (InetSocketAddress) server.getLocalAddress();
      try {
        bindUdp(bound);
        tcp.add(server);
        addresses.add(bound);
        return;
      } catch (IOException e) {
        server.close();
        if (address.getPort() != 0 || attempt == PORT_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static ServerSocketChannel bindTcp(InetSocketAddress address, int backlog)
      throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open(family(address));
    try {
      // A restarted server must not wait for its old connections; Linux still lets one program
      // listen only.
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(address, backlog);
      channel.configureBlocking(false);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw cannotListen("TCP", address, e);
    }
  }

  private void bindUdp(InetSocketAddress address) throws IOException {
    try {
      if (nativeThreads > 0) {
        nativeUdp.addAll(NativeUdpSocket.bind(address, nativeThreads));
      } else {
        channelUdp.addAll(ChannelUdpSockets.bind(address));
      }
    } catch (IOException e) {
      throw cannotListen("UDP", address, e);
    }
  }

  /**
   * Without it the JDK would take an IPv6 socket for an IPv4 address, and 0.0.0.0 would mean "IPv6
   * too".
   */
  static ProtocolFamily family(InetSocketAddress address) {
    return address.getAddress() instanceof Inet4Address
        ? StandardProtocolFamily.INET
        : StandardProtocolFamily.INET6;
  }

  private static IOException cannotListen(
      String transport, InetSocketAddress address, IOException cause) {
    if (!(cause instanceof SocketException)) {
      return cause;
    }
    InetAddress ip = address.getAddress();
    String hint = String.valueOf(cause.getMessage()).contains("Permission") ? NOT_ALLOWED : TAKEN;
    BindException exception =
        new BindException(
            "The DNS server cannot listen on %s:%d (%s): %s; %s"
                .formatted(
                    ip.getHostAddress(), address.getPort(), transport, cause.getMessage(), hint));
    exception.initCause(cause);
    return exception;
  }

  @Override
  public void close() throws IOException {
    nativeUdp.forEach(NativeUdpSocket::close);
    for (DatagramChannel channel : channelUdp) {
      channel.close();
    }
    for (ServerSocketChannel channel : tcp) {
      channel.close();
    }
  }
}
