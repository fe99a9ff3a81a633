package dev.kalm.dns.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Java's channels, where {@link EpollTcpPoller} cannot run. */
final class ChannelTcpPoller implements TcpPoller {

  private final List<ServerSocketChannel> listeners;
  private final Selector selector = Selector.open();
  private final Consumer<SelectionKey> whenReady = this::ready;
  private @Nullable TcpServer server;

  ChannelTcpPoller(List<ServerSocketChannel> listeners) throws IOException {
    this.listeners = listeners;
    for (ServerSocketChannel listener : listeners) {
      listener.register(selector, SelectionKey.OP_ACCEPT);
    }
  }

  @Override
  public int poll(TcpServer newServer, long millis) throws IOException {
    server = newServer;
    return selector.select(whenReady, millis);
  }

  private void ready(SelectionKey key) {
    if (server == null || !key.isValid()) {
      return;
    }
    if (key.attachment() instanceof TcpConnection connection) {
      server.ready(connection);
    } else {
      accept(server, (ServerSocketChannel) key.channel());
    }
  }

  private void accept(TcpServer to, ServerSocketChannel listener) {
    try {
      for (SocketChannel channel = listener.accept();
          channel != null;
          channel = listener.accept()) {
        admit(to, channel);
      }
    } catch (IOException e) {
      // Most likely there are no file descriptors left; one connection less is one more.
      to.makeRoom();
    }
  }

  private void admit(TcpServer to, SocketChannel channel) {
    ClientAddress client = new ClientAddress();
    try {
      client.set((InetSocketAddress) channel.getRemoteAddress());
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    } catch (IOException e) {
      ServerThread.closeQuietly(channel);
      return;
    }
    to.accepted(new Stream(channel), client);
  }

  @Override
  public void stopAccepting() {
    listeners.forEach(ServerThread::closeQuietly);
  }

  @Override
  public void wake() {
    selector.wakeup();
  }

  @Override
  public void forgetWake() throws IOException {
    selector.selectNow(_ -> {});
  }

  @Override
  public void close() {
    List.copyOf(selector.keys()).forEach(key -> ServerThread.closeQuietly(key.channel()));
    ServerThread.closeQuietly(selector);
  }

  private final class Stream implements TcpStream {

    private final SocketChannel channel;
    private @Nullable SelectionKey key;

    Stream(SocketChannel channel) {
      this.channel = channel;
    }

    @Override
    public int read(TcpBuffers buffers) throws IOException {
      return channel.read(buffers.input);
    }

    @Override
    public void write(TcpBuffers buffers) throws IOException {
      channel.write(buffers.output);
    }

    @Override
    public void await(TcpConnection connection, boolean writing) throws IOException {
      int operation = writing ? SelectionKey.OP_WRITE : SelectionKey.OP_READ;
      if (key == null) {
        key = channel.register(selector, operation, connection);
      } else if (key.interestOps() != operation) {
        key.interestOps(operation);
      }
    }

    @Override
    public void close() {
      ServerThread.closeQuietly(channel);
    }
  }
}
