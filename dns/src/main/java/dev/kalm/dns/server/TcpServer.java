package dev.kalm.dns.server;

import dev.kalm.dns.server.DnsServerSettings.TcpLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Admits connections within the limits and serves them, one thread for all. */
final class TcpServer extends ServerThread {

  /** How often connections are looked through for overdue ones, at most and at least. */
  private static final Duration LONGEST_SWEEP = Duration.ofSeconds(1);

  private static final Duration SHORTEST_SWEEP = Duration.ofMillis(10);

  private final TcpPoller poller;
  private final TcpLimits limits;
  private final QueryPipeline pipeline;
  private final Events events;
  private final InstantSource clock;
  private final TcpBuffers buffers = new TcpBuffers();
  private final Set<TcpConnection> connections = new LinkedHashSet<>();
  private final Map<InetAddress, Integer> connectionsByClient = new HashMap<>();
  private final long sweepMillis;
  private long lastSweep;

  TcpServer(
      TcpPoller poller,
      TcpLimits limits,
      QueryPipeline pipeline,
      Events events,
      InstantSource clock) {
    super("dns-tcp");
    this.poller = poller;
    this.limits = limits;
    this.pipeline = pipeline;
    this.events = events;
    this.clock = clock;
    long shortest = Math.min(limits.idleTimeout().toMillis(), limits.writeTimeout().toMillis());
    this.sweepMillis =
        Math.clamp(shortest / 4, SHORTEST_SWEEP.toMillis(), LONGEST_SWEEP.toMillis());
  }

  @Override
  boolean turn(boolean isLast) throws IOException {
    int ready = poller.poll(this, isLast ? DRAIN_QUIET.toMillis() : sweepMillis);
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

  @Override
  void wake() {
    poller.wake();
  }

  @Override
  void prepareToFinish() throws IOException {
    poller.stopAccepting();
    poller.forgetWake();
  }

  @Override
  void release() {
    poller.close();
  }

  /** Serves a connection that can be read or written. */
  void ready(TcpConnection connection) {
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

  /** Admits a new connection, and serves what came with it. */
  void accepted(TcpStream stream, ClientAddress client) {
    InetAddress address = ClientAddress.address(client.high(), client.low());
    if (connectionsByClient.getOrDefault(address, 0) >= limits.maxConnectionsPerClient()) {
      stream.close();
      return;
    }
    if (connections.size() >= limits.maxConnections()) {
      makeRoom();
    }
    TcpConnection connection = new TcpConnection(stream, client, address, clock);
    connections.add(connection);
    connectionsByClient.merge(address, 1, Integer::sum);
    ready(connection);
  }

  /** Closes the connection that is idle longest; false when there is none. */
  boolean makeRoom() {
    Optional<TcpConnection> idle =
        connections.stream().min(Comparator.comparingLong(TcpConnection::lastAnswer));
    idle.ifPresent(this::close);
    return idle.isPresent();
  }

  private void close(TcpConnection connection) {
    connection.close();
    if (connections.remove(connection)) {
      connectionsByClient.computeIfPresent(connection.address, (_, n) -> n == 1 ? null : n - 1);
    }
  }

  /** What has arrived is answered; connections stay only until slow clients have their answers. */
  private void stopReading() {
    for (TcpConnection connection : List.copyOf(connections)) {
      connection.stopReading();
      ready(connection);
    }
  }
}
