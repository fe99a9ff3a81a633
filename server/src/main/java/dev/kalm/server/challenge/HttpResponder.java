package dev.kalm.server.challenge;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Serves HTTP-01 (RFC 8555 section 8.3) on the http address. */
public final class HttpResponder implements AutoCloseable {

  /** Where key authorizations come from; asked on virtual threads. */
  public interface TokenSource {
    Optional<String> keyAuthorization(String token);

    /** Called after the response to a GET was written. */
    void served(String token, String remoteAddress);
  }

  private HttpResponder() {}

  public static HttpResponder start(InetSocketAddress listen, TokenSource tokens)
      throws IOException {
    throw new UnsupportedOperationException("not built yet");
  }

  public InetSocketAddress address() {
    throw new UnsupportedOperationException("not built yet");
  }

  @Override
  public void close() {}
}
