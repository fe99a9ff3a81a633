package dev.kalm.e2e;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What {@code kalm cert export} wrote, read with nothing but the JDK.
 *
 * @param certificates the certificate, then the chain up to what the root has signed
 */
public record IssuedChain(List<X509Certificate> certificates, PrivateKey privateKey) {
  private static final int DNS_NAME = 2;

  public IssuedChain {
    certificates = List.copyOf(certificates);
  }

  /** From fullchain.pem and privkey.pem. */
  public static IssuedChain read(Path folder) throws IOException, GeneralSecurityException {
    List<X509Certificate> chain = certificates(Files.readString(folder.resolve("fullchain.pem")));
    if (chain.isEmpty()) {
      throw new GeneralSecurityException(folder.resolve("fullchain.pem") + " holds no certificate");
    }
    byte[] der =
        Base64.getMimeDecoder()
            .decode(
                Files.readString(folder.resolve("privkey.pem"))
                    .replaceAll("-----[A-Z ]+-----", ""));
    String algorithm = chain.getFirst().getPublicKey().getAlgorithm();
    return new IssuedChain(
        chain, KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der)));
  }

  public X509Certificate leaf() {
    return certificates.getFirst();
  }

  /** The DNS names of the subject alternative names (RFC 5280 section 4.2.1.6). */
  public List<String> names() throws GeneralSecurityException {
    Collection<List<?>> names =
        Objects.requireNonNullElse(leaf().getSubjectAlternativeNames(), List.of());
    return names.stream()
        .filter(name -> name.getFirst() instanceof Integer type && type == DNS_NAME)
        .map(name -> (String) name.get(1))
        .toList();
  }

  /** Verifies the path to this root as a TLS client does (RFC 5280 section 6), now. */
  public void verify(String rootPem) throws GeneralSecurityException {
    PKIXParameters parameters =
        new PKIXParameters(Set.of(new TrustAnchor(certificates(rootPem).getFirst(), null)));
    // A CA in a box publishes no revocation lists.
    parameters.setRevocationEnabled(false);
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509").generateCertPath(certificates), parameters);
  }

  /** Whether what the private key signs is verified by the certificate's public key. */
  public boolean keyMatches() throws GeneralSecurityException {
    byte[] text = "kalm".getBytes(StandardCharsets.US_ASCII);
    String algorithm =
        leaf().getPublicKey().getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(privateKey);
    signature.update(text);
    byte[] signed = signature.sign();
    signature.initVerify(leaf());
    signature.update(text);
    return signature.verify(signed);
  }

  /** Leaves the key out. */
  @Override
  public String toString() {
    return "IssuedChain"
        + certificates.stream().map(X509Certificate::getSubjectX500Principal).toList();
  }

  private static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
    var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    return CertificateFactory.getInstance("X.509").generateCertificates(bytes).stream()
        .map(X509Certificate.class::cast)
        .toList();
  }
}
