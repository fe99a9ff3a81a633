package dev.kalm.server.http;

import dev.kalm.server.config.BindFailure;
import dev.kalm.server.key.PrivateFile;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.HTTP2Cipher;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** The REST API and the web interface over TLS, by HTTP/1.1 and HTTP/2. */
public final class ApiServer implements AutoCloseable {
  static final int LARGEST_BODY = 1024 * 1024;

  /** Holds the API's URL in the data folder, for the command line on the same machine. */
  public static final String URL_FILE = "api.url";

  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final int BACKLOG = 1024;

  private final Javalin javalin;
  private final URI url;

  private ApiServer(Javalin javalin, URI url) {
    this.javalin = javalin;
    this.url = url;
  }

  /**
   * Listens on all addresses and answers these resources' routes.
   *
   * @throws IOException if an address cannot be had, or a file of the data folder not be used; its
   *     message is a sentence for the user
   */
  public static ApiServer start(ApiSettings settings, AdminToken token, List<Resource> resources)
      throws IOException {
    return start(settings, token, Callers.none(), resources);
  }

  /**
   * The same, for more callers than the data folder's token.
   *
   * @param callers who else there is
   */
  public static ApiServer start(
      ApiSettings settings, AdminToken token, Callers callers, List<Resource> resources)
      throws IOException {
    return start(settings, new Authentication(token, callers), resources, WebInterface.load());
  }

  static ApiServer start(
      ApiSettings settings,
      Authentication authentication,
      List<Resource> resources,
      WebInterface pages)
      throws IOException {
    Routes routes = Routes.from(resources);
    if (!routes.has("GET", Health.PATH)) {
      new Health().register(routes);
    }
    SslContextFactory.Server tls = tls(ApiCertificate.loadOrCreate(settings));
    List<ServerConnector> connectors = new ArrayList<>();
    Javalin javalin =
        Javalin.create(config -> {
          configure(config, routes, authentication);
          pages.register(config);
          for (InetSocketAddress address : settings.listen()) {
            config.jetty.addConnector((jetty, http) -> {
              ServerConnector connector = connector(jetty, http, tls, address);
              connectors.add(connector);
              return connector;
            });
          }
        });
    try {
      javalin.start();
    } catch (RuntimeException e) {
      javalin.stop();
      throw refused(e);
    }
    URI url = url(settings.listen().getFirst(), connectors.getFirst().getLocalPort());
    PrivateFile.replacePublic(
        settings.dataFolder().resolve(URL_FILE), (url + "\n").getBytes(StandardCharsets.US_ASCII));
    return new ApiServer(javalin, url);
  }

  /** Where a client on this machine reaches the API, without a trailing slash. */
  public URI url() {
    return url;
  }

  /** Finishes the requests under way, and stops. */
  @Override
  public void close() {
    javalin.stop();
  }

  private static void configure(
      JavalinConfig config, Routes routes, Authentication authentication) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.http.maxRequestSize = LARGEST_BODY;
    config.jsonMapper(new JsonBodies());
    config.jetty.modifyServer(server -> server.setErrorHandler(new ConnectionErrors()));
    config.jetty.modifyServletContextHandler(handler -> handler.insertHandler(new BodyLimit()));
    config.routes.before(ApiServer::refuseOtherMediaTypes);
    for (Routes.Registered registered : routes.all()) {
      Handler guarded = authentication.guard(registered);
      String path = registered.route().path();
      config.routes.addHttpHandler(registered.method(), path, guarded);
      if (registered.method().equals(HandlerType.GET)) {
        // Else HEAD is answered with 200 whatever there is, and whoever asks.
        config.routes.addHttpHandler(HandlerType.HEAD, path, guarded);
      }
    }
    new Problems(routes).register(config);
  }

  private static void refuseOtherMediaTypes(Context context) {
    // Answers may hold private keys: no cache in between keeps them.
    context
        .header("Cache-Control", "no-store")
        .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header("Referrer-Policy", "no-referrer")
        .header("X-Content-Type-Options", "nosniff");
    boolean hasBody = context.contentLength() > 0 || context.header("Transfer-Encoding") != null;
    @Nullable String type = context.contentType();
    if (hasBody
        && (type == null
            || !type.split(";")[0].strip().toLowerCase(Locale.ROOT).equals("application/json"))) {
      throw RequestException.of(
          415,
          "Unsupported media type",
          "The body is %s. Send JSON, with `Content-Type: application/json`."
              .formatted(type == null ? "of no declared type" : type));
    }
  }

  private static SslContextFactory.Server tls(KeyStore keyStore) {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStore(keyStore);
    tls.setKeyStorePassword(ApiCertificate.PASSWORD);
    tls.setIncludeProtocols("TLSv1.2", "TLSv1.3");
    tls.setCipherComparator(HTTP2Cipher.COMPARATOR);
    return tls;
  }

  private static ServerConnector connector(
      Server jetty,
      HttpConfiguration shared,
      SslContextFactory.Server tls,
      InetSocketAddress address) {
    HttpConfiguration http = new HttpConfiguration(shared);
    http.setSendServerVersion(false);
    // Else a token in other letter case passes for the one that this connection sent before.
    http.setHeaderCacheCaseSensitive(true);
    // Clients come by address or by any name of the machine; the certificate says which are its.
    http.addCustomizer(new SecureRequestCustomizer(false));
    // HTTP/2 for browsers, whose pages hold event streams open: of HTTP/1.1 they allow six.
    ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
    alpn.setDefaultProtocol(HttpVersion.HTTP_1_1.asString());
    ServerConnector connector =
        new ServerConnector(
            jetty,
            tls,
            alpn,
            new HTTP2ServerConnectionFactory(http),
            new HttpConnectionFactory(http));
    connector.setHost(address.getAddress().getHostAddress());
    connector.setPort(address.getPort());
    connector.setIdleTimeout(IDLE.toMillis());
    connector.setAcceptQueueSize(BACKLOG);
    try {
      connector.open();
    } catch (IOException e) {
      throw new BindRefused(new IOException(BindFailure.explain("listen.api", address, e), e));
    }
    return connector;
  }

  /** Carries the sentence past the libraries in between. */
  private static final class BindRefused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final IOException sentence;

    BindRefused(IOException sentence) {
      super(sentence);
      this.sentence = sentence;
    }
  }

  private static IOException refused(RuntimeException failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindRefused refused) {
        return refused.sentence;
      }
    }
    return new IOException("The API server did not start: " + failure.getMessage(), failure);
  }

  private static URI url(InetSocketAddress listen, int port) {
    InetAddress address = listen.getAddress();
    String host = address.getHostAddress();
    if (address.isAnyLocalAddress()) {
      host = host.contains(":") ? "::1" : "127.0.0.1";
    }
    return URI.create(
        "https://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, port));
  }
}
