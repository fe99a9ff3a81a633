package dev.kalm.dns.server;

import dev.kalm.dns.server.DnsServerSettings.TcpLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Accepts connections within the limits and serves them, one thread for all. */
final class TcpServer extends ServerLoop {

  /** How often connections are looked through for overdue ones, at most and at least. */
  private static final Duration LONGEST_SWEEP = Duration.ofSeconds(1);

  private static final Duration SHORTEST_SWEEP = Duration.ofMillis(10);

  private final List<ServerSocketChannel> listeners;
  private final TcpLimits limits;
  private final QueryPipeline pipeline;
  private final Events events;
  private final InstantSource clock;
  private final TcpBuffers buffers = new TcpBuffers();
  private final Set<TcpConnection> connections = new LinkedHashSet<>();
  private final Map<InetAddress, Integer> connectionsByClient = new HashMap<>();
  private final Consumer<SelectionKey> whenReady = this::ready;
  private final long sweepMillis;
  private long lastSweep;

  TcpServer(
      List<ServerSocketChannel> listeners,
      TcpLimits limits,
      QueryPipeline pipeline,
      Events events,
      InstantSource clock)
      throws IOException {
    super("dns-tcp", Selector.open());
    this.listeners = listeners;
    this.limits = limits;
    this.pipeline = pipeline;
    this.events = events;
    this.clock = clock;
    long shortest = Math.min(limits.idleTimeout().toMillis(), limits.writeTimeout().toMillis());
    this.sweepMillis =
        Math.clamp(shortest / 4, SHORTEST_SWEEP.toMillis(), LONGEST_SWEEP.toMillis());
    for (ServerSocketChannel listener : listeners) {
      listener.register(selector, SelectionKey.OP_ACCEPT);
    }
  }

  @Override
  boolean turn(boolean isLast) throws IOException {
    if (isLast) {
      listeners.forEach(ServerLoop::closeQuietly);
    }
    int ready = selector.select(whenReady, isLast ? DRAIN_QUIET.toMillis() : sweepMillis);
    if (isLast && ready == 0) {
      stopReading();
    }
    long now = clock.millis();
    if (now - lastSweep >= sweepMillis || now < lastSweep) {
      lastSweep = now;
      connections.stream().filter(c -> c.isOverdue(limits)).toList().forEach(this::close);
    }
    return connections.isEmpty();
  }

  private void ready(SelectionKey key) {
    if (!key.isValid()) {
      return;
    }
    if (key.attachment() instanceof TcpConnection connection) {
      serve(connection);
    } else {
      accept((ServerSocketChannel) key.channel());
    }
  }

  private void serve(TcpConnection connection) {
    try {
      if (!connection.serve(buffers, pipeline, events)) {
        close(connection);
      }
    } catch (IOException e) {
      // The client has gone; that is its right.
      close(connection);
    } catch (RuntimeException e) {
      close(connection);
      throw e;
    }
  }

  private void accept(ServerSocketChannel listener) {
    try {
      for (SocketChannel channel = listener.accept();
          channel != null;
          channel = listener.accept()) {
        admit(channel);
      }
    } catch (IOException e) {
      // Most likely there are no file descriptors left; one connection less is one more.
      closeLongestIdle();
    }
  }

  private void admit(SocketChannel channel) throws IOException {
    InetSocketAddress client = (InetSocketAddress) channel.getRemoteAddress();
    if (connectionsByClient.getOrDefault(client.getAddress(), 0)
        >= limits.maxConnectionsPerClient()) {
      closeQuietly(channel);
      return;
    }
    if (connections.size() >= limits.maxConnections()) {
      closeLongestIdle();
    }
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    } catch (IOException e) {
      closeQuietly(channel);
      return;
    }
    SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
    TcpConnection connection = new TcpConnection(key, client, clock);
    key.attach(connection);
    connections.add(connection);
    connectionsByClient.merge(client.getAddress(), 1, Integer::sum);
  }

  private void closeLongestIdle() {
    connections.stream()
        .min(Comparator.comparingLong(TcpConnection::lastAnswer))
        .ifPresent(this::close);
  }

  private void close(TcpConnection connection) {
    connection.close();
    if (connections.remove(connection)) {
      connectionsByClient.computeIfPresent(
          connection.client.getAddress(), (_, n) -> n == 1 ? null : n - 1);
    }
  }

  /** What has arrived is answered; connections stay only until slow clients have their answers. */
  private void stopReading() {
    for (TcpConnection connection : List.copyOf(connections)) {
      connection.stopReading();
      serve(connection);
    }
  }
}
