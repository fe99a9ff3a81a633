package dev.kalm.testnet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * What the HTTPS of a part of the box is served with: a certificate for its address, and the root
 * that vouches for it. It has nothing to do with the certificates that Pebble issues.
 */
record ServerIdentity(Path trustAnchor, Path certificate, Path privateKey, SSLContext trusting) {
  private static final Duration LIFETIME = Duration.ofDays(30);
  private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid("2a8648ce3d040302"));
  private static final String ROOT_NAME = "testnet root for HTTPS";

  static ServerIdentity create(InetAddress address, String name, Path folder) {
    try {
      Files.createDirectories(folder);
      KeyPair rootKey = keyPair();
      KeyPair serverKey = keyPair();
      byte[] root = certificate(1, ROOT_NAME, rootKey.getPublic(), rootKey, rootExtensions());
      byte[] server =
          certificate(2, name, serverKey.getPublic(), rootKey, serverExtensions(address));
      return new ServerIdentity(
          pem(folder.resolve("trust-anchor.pem"), "CERTIFICATE", root),
          pem(folder.resolve("https.pem"), "CERTIFICATE", server),
          pem(folder.resolve("https.key"), "PRIVATE KEY", serverKey.getPrivate().getEncoded()),
          trusting(root));
    } catch (IOException | GeneralSecurityException e) {
      throw new TestnetException(
          "The certificate for the HTTPS of " + name + " cannot be made in " + folder, e);
    }
  }

  private static KeyPair keyPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  /**
   * A certificate of RFC 5280 section 4.1, signed by the root; these extensions and the two key
   * identifiers are in it.
   */
  private static byte[] certificate(
      long serial, String name, PublicKey key, KeyPair root, byte[] extensions)
      throws GeneralSecurityException {
    Instant now = Instant.now();
    byte[] content =
        Der.sequence(
            Der.tagged(0xa0, Der.integer(2)),
            Der.integer(serial),
            ECDSA_WITH_SHA256,
            commonName(ROOT_NAME),
            Der.sequence(
                Der.utcTime(now.minus(Duration.ofHours(1))), Der.utcTime(now.plus(LIFETIME))),
            commonName(name),
            key.getEncoded(),
            Der.tagged(
                0xa3,
                Der.tagged(
                    0x30,
                    extensions,
                    extension("551d0e", false, Der.octets(keyIdentifier(key))),
                    extension(
                        "551d23",
                        false,
                        Der.sequence(Der.tagged(0x80, keyIdentifier(root.getPublic())))))));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(root.getPrivate());
    signature.update(content);
    return Der.sequence(content, ECDSA_WITH_SHA256, Der.bits(0, signature.sign()));
  }

  private static byte[] rootExtensions() {
    byte[] isAuthority = extension("551d13", true, Der.sequence(Der.trueValue()));
    byte[] signsCertificates = extension("551d0f", true, Der.bits(1, new byte[] {0x06}));
    return concatenated(isAuthority, signsCertificates);
  }

  private static byte[] serverExtensions(InetAddress address) {
    byte[] isNone = extension("551d13", true, Der.sequence());
    byte[] signs = extension("551d0f", true, Der.bits(7, new byte[] {(byte) 0x80}));
    byte[] serverAuthentication =
        extension("551d25", false, Der.sequence(Der.oid("2b06010505070301")));
    byte[] localhost = Der.tagged(0x82, "localhost".getBytes(StandardCharsets.US_ASCII));
    byte[] names =
        extension("551d11", false, Der.sequence(localhost, Der.tagged(0x87, address.getAddress())));
    return concatenated(isNone, signs, serverAuthentication, names);
  }

  private static byte[] extension(String oid, boolean critical, byte[] value) {
    byte[] octets = Der.octets(value);
    return critical
        ? Der.sequence(Der.oid(oid), Der.trueValue(), octets)
        : Der.sequence(Der.oid(oid), octets);
  }

  private static byte[] commonName(String name) {
    return Der.sequence(Der.set(Der.sequence(Der.oid("550403"), Der.utf8(name))));
  }

  private static byte[] keyIdentifier(PublicKey key) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-1").digest(key.getEncoded());
  }

  private static byte[] concatenated(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static SSLContext trusting(byte[] der) throws GeneralSecurityException, IOException {
    Certificate root =
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
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
