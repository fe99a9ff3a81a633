package dev.kalm.server.challenge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Serves HTTP-01 (RFC 8555 section 8.3) on the http address: {@code GET
 * /.well-known/acme-challenge/<token>} gives the key authorization, all else is 404.
 *
 * <p>Two platform threads do the network's work; each plausible token is looked up on a virtual
 * thread of its own.
 */
public final class HttpResponder implements AutoCloseable {
  static final int BACKLOG = 1024;
  static final int CONNECTION_LIMIT = 1024;
  static final int HEADER_BYTES_LIMIT = 8 * 1024;
  static final Duration IDLE_LIMIT = Duration.ofSeconds(10);

  /** Idle connections leave sooner while the connection limit is reached. */
  static final Duration CROWDED_IDLE_LIMIT = Duration.ofSeconds(1);

  private static final int THREAD_LIMIT = 4;

  private final Server server;
  private final InetSocketAddress address;

  /** Where key authorizations come from. Called on virtual threads; may wait for a database. */
  public interface TokenSource {
    /**
     * Asked for each request, never remembered.
     *
     * @param token 1 to 128 characters of {@code [A-Za-z0-9_-]}
     */
    Optional<String> keyAuthorization(String token);

    /**
     * Called once the key authorization was written in answer to a GET.
     *
     * @param remoteAddress the address of the connection's other end, without its port
     */
    void served(String token, String remoteAddress);
  }

  private HttpResponder(Server server, InetSocketAddress address) {
    this.server = server;
    this.address = address;
  }

  /**
   * Listens from the moment that this returns.
   *
   * @param listen port 0 picks a free one
   * @throws BindException if the address cannot be had; the message says which and what to do
   */
  public static HttpResponder start(InetSocketAddress listen, TokenSource tokens)
      throws IOException {
    ServerSocketChannel channel = bind(listen);
    try {
      Server server = server(channel, tokens);
      server.start();
      return new HttpResponder(server, (InetSocketAddress) channel.getLocalAddress());
    } catch (Exception e) {
      channel.close();
      throw new IOException("the HTTP-01 responder did not start on " + text(listen), e);
    }
  }

  /** Where it listens, with the real port. */
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new UncheckedIOException(
          new IOException("the HTTP-01 responder did not stop on " + text(address), e));
    }
  }

  private static ServerSocketChannel bind(InetSocketAddress listen) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.bind(listen, BACKLOG);
      return channel;
    } catch (SocketException e) {
      channel.close();
      BindException named =
          new BindException(
              "cannot listen for HTTP-01 on "
                  + text(listen)
                  + " ("
                  + e.getMessage()
                  + "): stop what uses that port, run with the right to bind it, or set another listen.http");
      named.initCause(e);
      throw named;
    }
  }

  private static Server server(ServerSocketChannel channel, TokenSource tokens) throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(THREAD_LIMIT, 1);
    threads.setName("http-01");
    threads.setReservedThreads(0);
    Server server = new Server(threads);
    // No acceptor thread: the one selector accepts too.
    ServerConnector connector =
        new ServerConnector(server, 0, 1, new HttpConnectionFactory(configuration()));
    connector.setIdleTimeout(IDLE_LIMIT.toMillis());
    connector.open(channel);
    server.addConnector(connector);
    NetworkConnectionLimit limit = new NetworkConnectionLimit(CONNECTION_LIMIT, connector);
    limit.setEndPointIdleTimeout(CROWDED_IDLE_LIMIT.toMillis());
    server.addBean(limit);
    server.setHandler(new HttpResponderHandler(tokens));
    server.setErrorHandler(HttpResponderHandler::refuse);
    return server;
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setSendXPoweredBy(false);
    configuration.setSendDateHeader(false);
    configuration.setRequestHeaderSize(HEADER_BYTES_LIMIT);
    configuration.setHeaderCacheSize(0);
    return configuration;
  }

  private static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }
}
