package dev.kalm.server.key;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The TLS context that believes these certificates, and nothing else. */
public final class TrustAnchor {
  private TrustAnchor() {}

  /**
   * A context for connections to one server.
   *
   * @param pem certificates
   */
  public static SSLContext context(String pem) {
    try {
      KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
      anchors.load(null, null);
      int number = 0;
      for (Certificate anchor : Pem.certificates(pem)) {
        anchors.setCertificateEntry("anchor-" + number++, anchor);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(anchors);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException failed) {
      throw new IllegalArgumentException(
          "the trust anchors cannot be used (%s): give the root certificate that vouches for the server"
              .formatted(failed.getMessage()),
          failed);
    }
  }
}
