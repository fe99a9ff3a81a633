package dev.kalm.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS that trusts the given certificates and no others; names are still verified. */
final class TrustAnchors {
  private TrustAnchors() {}

  static SSLContext context(String pem) throws KalmException {
    try {
      KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
      anchors.load(null, null);
      var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(bytes)) {
        anchors.setCertificateEntry("anchor-" + anchors.size(), certificate);
      }
      if (anchors.size() == 0) {
        throw new GeneralSecurityException("no certificate in it");
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(anchors);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new KalmException(
          Problem.ofType(
                  Problem.NO_TYPE,
                  "Unusable trust anchor",
                  "The trust anchor for the API holds no PEM certificate that can be read.")
              .withKind(ProblemKind.USER_ACTION)
              .withAdvice("Set KALM_CA to a copy of api.pem from the server's data folder."),
          e);
    }
  }
}
