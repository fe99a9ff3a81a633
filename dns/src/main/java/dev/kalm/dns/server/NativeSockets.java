package dev.kalm.dns.server;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Sockets of Linux that the kernel is asked for directly. */
final class NativeSockets implements Sockets {

  private static final int SO_REUSEADDR = 2;
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_NODELAY = 1;

  private final int udpThreads;
  private final List<NativeSocket> udp = new ArrayList<>();
  private final List<NativeSocket> tcp = new ArrayList<>();

  /**
   * @param udpThreads how many threads, each with a socket of its own, serve an address
   */
  NativeSockets(int udpThreads) {
    this.udpThreads = udpThreads;
  }

  @Override
  public int bindTcp(InetSocketAddress address, int backlog) throws IOException {
    NativeSocket socket =
        NativeSocket.open(address, NativeSocket.SOCK_STREAM | NativeSocket.SOCK_NONBLOCK);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = NativeCalls.newErrno(arena);
      // A restarted server must not wait for its old connections; Linux still lets one program
      // listen only.
      socket.option(NativeSocket.SOL_SOCKET, SO_REUSEADDR, 1);
      // Connections inherit it.
      socket.option(IPPROTO_TCP, TCP_NODELAY, 1);
      socket.bind(address);
      if (EpollCalls.listen(errno, socket.descriptor, backlog) < 0) {
        throw NativeCalls.failure("listen", errno);
      }
      int port = socket.port();
      tcp.add(socket);
      return port;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  @Override
  public void unbindTcp() {
    tcp.removeLast().close();
  }

  @Override
  public void bindUdp(InetSocketAddress address) throws IOException {
    udp.addAll(NativeUdpSockets.bind(address, udpThreads));
  }

  @Override
  public List<ServerThread> udpThreads(Supplier<QueryPipeline> pipelines, Supplier<Events> events) {
    List<ServerThread> threads = new ArrayList<>();
    for (NativeSocket socket : udp) {
      String name = "dns-udp-" + threads.size();
      threads.add(new NativeUdpServer(name, socket, pipelines.get(), events.get()));
    }
    return threads;
  }

  @Override
  public TcpPoller tcpPoller() throws IOException {
    return new EpollTcpPoller(tcp);
  }

  @Override
  public void close() {
    udp.forEach(NativeSocket::close);
    tcp.forEach(NativeSocket::close);
  }
}
