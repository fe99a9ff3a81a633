package dev.kalm.server.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PemTest {
  private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

  @Test
  void writesAndReadsAChainInItsOrder() throws Exception {
    List<X509Certificate> chain = List.of(certificate("leaf"), certificate("issuer"));

    String text = Pem.certificates(chain);

    assertThat(text).startsWith("-----BEGIN CERTIFICATE-----\n").endsWith("-----\n");
    assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(64));
    assertThat(Pem.certificates(text)).isEqualTo(chain);
    assertThat(Pem.certificates("\n" + text.replace("\n", "\r\n") + "\n")).isEqualTo(chain);
  }

  @Test
  void refusesATextWithoutACertificate() {
    for (String wrong : List.of("", "hello", "-----BEGIN CERTIFICATE-----\nAAAA\n")) {
      assertThatThrownBy(() -> Pem.certificates(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("certificate");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EC_P256", "EC_P384", "RSA_2048"})
  void readsItsPrivateKeysAgainAndFindsTheirPublicHalf(KeyType type) throws Exception {
    KeyPair pair = type.generate();
    String older = olderForm(pair);

    assertThat(Pem.privateKey(pair.getPrivate())).startsWith("-----BEGIN PRIVATE KEY-----\n");
    assertThat(Pem.privateKey(Pem.privateKey(pair.getPrivate()))).isEqualTo(pair.getPrivate());
    assertThat(Pem.privateKey(pair.getPrivate().getEncoded())).isEqualTo(pair.getPrivate());
    assertThat(Pem.keyPair(Pem.privateKey(older)).getPublic()).isEqualTo(pair.getPublic());
  }

  @Test
  void quotesNothingOfAMalformedKey() {
    String text = Pem.privateKey(KeyType.EC_P256.generate().getPrivate());
    String secret = text.lines().toList().get(1).substring(10, 40);
    String damaged = text.replaceFirst("MEEC", "MEED").replaceFirst("MEE", "QQQ");

    assertThatThrownBy(() -> Pem.privateKey(damaged))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessageNotContaining(secret);
    assertThatThrownBy(() -> Pem.privateKey("no key"))
        .hasMessageContaining("-----BEGIN PRIVATE KEY-----");
  }

  /** What `openssl ec` and `openssl rsa -traditional` write. */
  private static String olderForm(KeyPair pair) throws Exception {
    PrivateKeyInfo info = PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded());
    ASN1Encodable content = info.parsePrivateKey();
    String label = "RSA PRIVATE KEY";
    if (pair.getPrivate() instanceof ECPrivateKey elliptic) {
      label = "EC PRIVATE KEY";
      content =
          new org.bouncycastle.asn1.sec.ECPrivateKey(
              elliptic.getParams().getOrder().bitLength(),
              elliptic.getS(),
              info.getPrivateKeyAlgorithm().getParameters());
    }
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(label, content.toASN1Primitive().getEncoded()));
    }
    return text.toString();
  }

  private static X509Certificate certificate(String name) throws Exception {
    KeyPair key = KeyType.EC_P256.generate();
    X500Name subject = new X500Name("CN=" + name);
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    subject,
                    BigInteger.ONE,
                    Date.from(NOW),
                    Date.from(NOW.plusSeconds(60)),
                    subject,
                    key.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate())));
  }
}
