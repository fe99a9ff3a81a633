package dev.kalm.dns.server;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Java's channels, which work everywhere: one thread for UDP. */
final class ChannelSockets implements Sockets {

  private final List<DatagramChannel> udp = new ArrayList<>();
  private final List<ServerSocketChannel> tcp = new ArrayList<>();

  /**
   * Without it the JDK would take an IPv6 socket for an IPv4 address, and 0.0.0.0 would mean "IPv6
   * too".
   */
  static ProtocolFamily family(InetSocketAddress address) {
    return address.getAddress() instanceof Inet4Address
        ? StandardProtocolFamily.INET
        : StandardProtocolFamily.INET6;
  }

  @Override
  public int bindTcp(InetSocketAddress address, int backlog) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open(family(address));
    try {
      // A restarted server must not wait for its old connections; Linux still lets one program
      // listen only.
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(address, backlog);
      channel.configureBlocking(false);
      tcp.add(channel);
      return channel.socket().getLocalPort();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void unbindTcp() {
    ServerThread.closeQuietly(tcp.removeLast());
  }

  @Override
  public void bindUdp(InetSocketAddress address) throws IOException {
    udp.addAll(ChannelUdpSockets.bind(address));
  }

  @Override
  public List<ServerThread> udpThreads(Supplier<QueryPipeline> pipelines, Supplier<Events> events)
      throws IOException {
    return List.of(new ChannelUdpServer(udp, pipelines.get(), events.get()));
  }

  @Override
  public TcpPoller tcpPoller() throws IOException {
    return new ChannelTcpPoller(tcp);
  }

  @Override
  public void close() {
    udp.forEach(ServerThread::closeQuietly);
    tcp.forEach(ServerThread::closeQuietly);
  }
}
