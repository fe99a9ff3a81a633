package dev.kalm.server.check;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS to a server whose certificate says nothing: a redirect to https is often the very name that
 * still waits for its certificate, and a CA does not verify there either (RFC 8555 section 8.3).
 */
final class UnverifiedTls {
  private static final SSLContext CONTEXT = context();

  private UnverifiedTls() {}

  /** The handshake is done when this returns. Closing the socket closes {@code plain}. */
  static SSLSocket over(Socket plain, String host, Deadline deadline) throws IOException {
    SSLSocket socket =
        (SSLSocket) CONTEXT.getSocketFactory().createSocket(plain, host, plain.getPort(), true);
    // A read timeout would start anew with each byte of a handshake that trickles.
    Thread guard =
        Thread.ofVirtual().name("tls guard " + host).start(() -> closeAt(deadline, plain));
    try {
      socket.startHandshake();
      return socket;
    } finally {
      guard.interrupt();
    }
  }

  private static void closeAt(Deadline deadline, Socket plain) {
    try {
      TimeUnit.MILLISECONDS.sleep(deadline.millisLeft());
      plain.close();
    } catch (InterruptedException e) {
      // The handshake is over: there is nothing left to guard.
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new IllegalStateException("a socket could not be closed", e);
    }
  }

  private static SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Indifferent()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  private static final class Indifferent extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
