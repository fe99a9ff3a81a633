package dev.kalm.server.http;

import dev.kalm.server.key.KeyType;
import dev.kalm.server.key.Pem;
import dev.kalm.server.key.PrivateFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The API's own, self-signed certificate: its key in {@code api.p12} (0600), itself in {@code
 * api.pem} for clients to trust.
 */
final class ApiCertificate {
  static final String PEM_FILE = "api.pem";

  /** PKCS#12 wants a password; what protects the file is its mode. */
  static final String PASSWORD = "kalm";

  private static final String KEY_STORE_FILE = "api.p12";
  private static final String ALIAS = "api";

  /** Long, because clients on other machines hold a copy that somebody carried there. */
  private static final Duration LIFETIME = Duration.ofDays(10 * 365);

  private static final Duration RENEW_BEFORE = Duration.ofDays(30);
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;
  private static final int SERIAL_BITS = 120;
  private static final int MOST_ADDRESSES = 50;

  private ApiCertificate() {}

  /** The kept one if it is still good for these addresses, else a new one. */
  static KeyStore loadOrCreate(ApiSettings settings) throws IOException {
    Path file = settings.dataFolder().resolve(KEY_STORE_FILE);
    try {
      KeyStore store = Files.exists(file) ? read(file) : null;
      if (store == null || !isGood((X509Certificate) store.getCertificate(ALIAS), settings)) {
        store = create(settings);
        PrivateFile.replace(file, bytes(store));
      }
      X509Certificate certificate = (X509Certificate) store.getCertificate(ALIAS);
      PrivateFile.replacePublic(
          settings.dataFolder().resolve(PEM_FILE),
          Pem.certificates(List.of(certificate)).getBytes(StandardCharsets.US_ASCII));
      return store;
    } catch (GeneralSecurityException e) {
      throw new IOException("The API's certificate could not be made or written to " + file, e);
    }
  }

  private static KeyStore read(Path file) throws IOException, GeneralSecurityException {
    byte[] content = PrivateFile.read(file);
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(content), PASSWORD.toCharArray());
      if (store.isKeyEntry(ALIAS)) {
        return store;
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    throw unreadable(file, null);
  }

  private static IOException unreadable(
      Path file, @org.jspecify.annotations.Nullable IOException cause) {
    return new IOException(
        "%s is damaged. Delete it: the next start makes a new certificate, and clients need the new %s."
            .formatted(file, PEM_FILE),
        cause);
  }

  private static boolean isGood(X509Certificate certificate, ApiSettings settings)
      throws GeneralSecurityException {
    Instant now = settings.time().instant();
    Set<String> names = new LinkedHashSet<>();
    Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
    if (alternatives != null) {
      alternatives.forEach(name -> names.add(canonical(String.valueOf(name.get(1)))));
    }
    return certificate.getNotAfter().toInstant().isAfter(now.plus(RENEW_BEFORE))
        && names.containsAll(
            requiredNames(settings).stream().map(ApiCertificate::canonical).toList());
  }

  /** An IPv6 address has many spellings. */
  private static String canonical(String name) {
    return name.contains(":") ? InetAddress.ofLiteral(name).getHostAddress() : name;
  }

  private static Set<String> requiredNames(ApiSettings settings) {
    Set<String> names = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1"));
    for (InetSocketAddress address : settings.listen()) {
      if (!address.getAddress().isAnyLocalAddress()) {
        names.add(address.getAddress().getHostAddress());
      }
    }
    return names;
  }

  private static Set<String> allNames(ApiSettings settings) throws IOException {
    Set<String> names = requiredNames(settings);
    try {
      names.add(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException e) {
      // A machine without a name of its own is reached by its addresses.
    }
    if (settings.listen().stream().anyMatch(listen -> listen.getAddress().isAnyLocalAddress())) {
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLinkLocalAddress())
          .limit(MOST_ADDRESSES)
          .forEach(address -> names.add(address.getHostAddress().replaceFirst("%.*", "")));
    }
    return names;
  }

  private static KeyStore create(ApiSettings settings)
      throws IOException, GeneralSecurityException {
    KeyPair key = KeyType.EC_P256.generate();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        ALIAS,
        key.getPrivate(),
        PASSWORD.toCharArray(),
        new Certificate[] {selfSigned(key, allNames(settings), settings.time().instant())});
    return store;
  }

  private static X509Certificate selfSigned(KeyPair key, Set<String> names, Instant now)
      throws IOException, GeneralSecurityException {
    List<GeneralName> alternatives = new ArrayList<>();
    for (String name : names) {
      alternatives.add(new GeneralName(isAddress(name) ? IP_ADDRESS : DNS_NAME, name));
    }
    X500Name subject = new X500Name("CN=Kalm API");
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              new JcaX509v3CertificateBuilder(
                      subject,
                      new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS),
                      Date.from(now.minus(CLOCK_SKEW)),
                      Date.from(now.plus(LIFETIME)),
                      subject,
                      key.getPublic())
                  .addExtension(
                      Extension.subjectAlternativeName,
                      false,
                      new GeneralNames(alternatives.toArray(GeneralName[]::new)))
                  .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                  .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                  .addExtension(
                      Extension.extendedKeyUsage,
                      false,
                      new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                  .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate())));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static boolean isAddress(String name) {
    try {
      InetAddress.ofLiteral(name);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static byte[] bytes(KeyStore store) throws IOException, GeneralSecurityException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    store.store(bytes, PASSWORD.toCharArray());
    return bytes.toByteArray();
  }
}
