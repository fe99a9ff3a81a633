package dev.kalm.server.key;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** Certificates and private keys in textual encoding (RFC 7468). */
public final class Pem {
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private Pem() {}

  /** The certificates one after another, each as a {@code CERTIFICATE} block. */
  public static String certificates(List<X509Certificate> certificates) {
    StringBuilder text = new StringBuilder();
    for (X509Certificate certificate : certificates) {
      try {
        text.append(block("CERTIFICATE", certificate.getEncoded()));
      } catch (CertificateException e) {
        throw new IllegalArgumentException("A certificate has no encoding.", e);
      }
    }
    return text.toString();
  }

  /**
   * The certificates of a text in its order, usually the leaf's first.
   *
   * @throws IllegalArgumentException if it holds none, or one that is malformed
   */
  public static List<X509Certificate> certificates(String text) {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
      CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(bytes))
          .forEach(certificate -> certificates.add((X509Certificate) certificate));
    } catch (CertificateException e) {
      throw new IllegalArgumentException(
          "The text holds a malformed certificate: " + e.getMessage(), e);
    }
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException(
          "The text holds no certificate: there is no block that starts with -----BEGIN CERTIFICATE-----.");
    }
    return List.copyOf(certificates);
  }

  /** The key as a {@code PRIVATE KEY} block (PKCS#8, RFC 5958). */
  public static String privateKey(PrivateKey key) {
    return block("PRIVATE KEY", key.getEncoded());
  }

  /**
   * The first private key of a text: PKCS#8, or the older EC and RSA forms.
   *
   * @throws IllegalArgumentException if it holds none or one that is malformed; quotes nothing of
   *     it
   */
  public static PrivateKey privateKey(String text) {
    try (PEMParser parser = new PEMParser(new StringReader(text))) {
      for (Object block = parser.readObject(); block != null; block = parser.readObject()) {
        if (block instanceof PrivateKeyInfo info) {
          return new JcaPEMKeyConverter().getPrivateKey(info);
        }
        if (block instanceof PEMKeyPair pair) {
          return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
        }
      }
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("The text holds a malformed private key.");
    }
    throw new IllegalArgumentException(
        "The text holds no private key: there is no block that starts with -----BEGIN PRIVATE KEY-----. An encrypted key has to be decrypted first.");
  }

  /**
   * The private key of a PKCS#8 structure in DER, as {@link PrivateKey#getEncoded} gives it.
   *
   * @throws IllegalArgumentException if it is malformed; quotes nothing of it
   */
  public static PrivateKey privateKey(byte[] der) {
    try {
      return new JcaPEMKeyConverter().getPrivateKey(PrivateKeyInfo.getInstance(der));
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("The bytes are no private key in PKCS#8.");
    }
  }

  /** The pair that this RSA or EC key belongs to: its public half follows from it. */
  public static KeyPair keyPair(PrivateKey key) {
    try {
      PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
      PublicKey publicKey = new JcaPEMKeyConverter().getPublicKey(publicHalf(info));
      return new KeyPair(publicKey, key);
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("The key is no RSA or EC private key.");
    }
  }

  private static SubjectPublicKeyInfo publicHalf(PrivateKeyInfo info) throws IOException {
    ASN1ObjectIdentifier algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
    if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      RSAPrivateKey rsa = RSAPrivateKey.getInstance(info.parsePrivateKey());
      return new SubjectPublicKeyInfo(
          info.getPrivateKeyAlgorithm(),
          new RSAPublicKey(rsa.getModulus(), rsa.getPublicExponent()));
    }
    ECPrivateKey elliptic = ECPrivateKey.getInstance(info.parsePrivateKey());
    X9ECParameters curve =
        ECNamedCurveTable.getByOID(
            ASN1ObjectIdentifier.getInstance(info.getPrivateKeyAlgorithm().getParameters()));
    return new SubjectPublicKeyInfo(
        info.getPrivateKeyAlgorithm(),
        curve.getG().multiply(elliptic.getKey()).normalize().getEncoded(false));
  }

  private static String block(String label, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, LINES.encodeToString(der), label);
  }
}
