package dev.kalm.testnet;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * What Pebble's own HTTPS is served with: a certificate for its address, and the root that vouches
 * for it. It has nothing to do with the certificates that Pebble issues.
 */
record ServerIdentity(Path trustAnchor, Path certificate, Path privateKey, SSLContext trusting) {
  private static final Duration LIFETIME = Duration.ofDays(30);

  static ServerIdentity create(InetAddress address, Path folder) {
    try {
      Files.createDirectories(folder);
      KeyPair rootKey = keyPair();
      KeyPair serverKey = keyPair();
      X500Name rootName = new X500Name("CN=testnet root for Pebble's HTTPS");
      X509Certificate root = sign(rootBuilder(rootName, rootKey.getPublic()), rootKey.getPrivate());
      X509Certificate server =
          sign(serverBuilder(rootName, serverKey.getPublic(), address), rootKey.getPrivate());
      return new ServerIdentity(
          pem(folder.resolve("trust-anchor.pem"), "CERTIFICATE", root.getEncoded()),
          pem(folder.resolve("https.pem"), "CERTIFICATE", server.getEncoded()),
          pem(folder.resolve("https.key"), "PRIVATE KEY", serverKey.getPrivate().getEncoded()),
          trusting(root));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new TestnetException(
          "The certificate for Pebble's HTTPS cannot be made in " + folder, e);
    }
  }

  private static KeyPair keyPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static X509v3CertificateBuilder rootBuilder(X500Name name, PublicKey key)
      throws IOException {
    return builder(name, BigInteger.ONE, name, key)
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
        .addExtension(
            Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
  }

  private static X509v3CertificateBuilder serverBuilder(
      X500Name issuer, PublicKey key, InetAddress address) throws IOException {
    GeneralName[] names = {
      new GeneralName(GeneralName.iPAddress, address.getHostAddress()),
      new GeneralName(GeneralName.dNSName, "localhost")
    };
    return builder(issuer, BigInteger.TWO, new X500Name("CN=Pebble"), key)
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
        .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
        .addExtension(
            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
        .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, BigInteger serial, X500Name subject, PublicKey key) {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        issuer,
        serial,
        Date.from(now.minus(Duration.ofHours(1))),
        Date.from(now.plus(LIFETIME)),
        subject,
        key);
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey issuerKey)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey)));
  }

  private static SSLContext trusting(X509Certificate root)
      throws GeneralSecurityException, IOException {
    KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
    anchors.load(null, null);
    anchors.setCertificateEntry("root", root);
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(anchors);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private static Path pem(Path file, String label, byte[] content) throws IOException {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
  }
}
