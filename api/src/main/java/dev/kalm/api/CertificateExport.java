package dev.kalm.api;

/**
 * The installed version with its private key, all PEM (RFC 7468).
 *
 * @param fullchain the certificate, then the chain
 * @param chain the intermediates alone, from the issuer up
 * @param certificate the certificate alone
 * @param privateKey PKCS#8
 */
public record CertificateExport(
    String fullchain, String chain, String certificate, String privateKey) {
  /** Leaves the private key out, so that it cannot reach a log by accident. */
  @Override
  public String toString() {
    return "CertificateExport[fullchain=" + fullchain + ", privateKey=(not shown)]";
  }
}
