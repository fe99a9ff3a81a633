package dev.kalm.dns.dnssec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kalm.dns.message.Name;
import dev.kalm.dns.message.RecordType;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;

class ZoneKeyTest {

  private static final Name APEX = Name.parse("ACME-1.example.com");

  @Test
  void dnsjavaFindsTheSameTagAndDigest() {
    for (int i = 0; i < 50; i++) {
      ZoneKey key = ZoneKey.generate();
      DNSKEYRecord dnskey = dnskey(key);
      assertThat(key.tag()).isEqualTo(dnskey.getFootprint());
      assertThat(dnskey.getFlags()).isEqualTo(DNSKEYRecord.Flags.ZONE_KEY | 1);
      assertThat(dnskey.getProtocol()).isEqualTo(DNSKEYRecord.Protocol.DNSSEC);
      assertThat(dnskey.getAlgorithm()).isEqualTo(DNSSEC.Algorithm.ECDSAP256SHA256);
      DSRecord expected =
          new DSRecord(Dnsjava.name(APEX), DClass.IN, 60, DNSSEC.Digest.SHA256, dnskey);
      assertThat(Dnsjava.record(APEX, RecordType.DS, 60, key.ds(APEX).rdata())).isEqualTo(expected);
    }
  }

  @Test
  void dnsjavaReadsThePublicKeyThatJavaMade() throws Exception {
    // A coordinate that begins with a zero byte is where a conversion goes wrong.
    ZoneKey key =
        Stream.generate(ZoneKey::generate)
            .limit(20_000)
            .filter(candidate -> candidate.publicKey()[0] == 0 || candidate.publicKey()[32] == 0)
            .findFirst()
            .orElseThrow();
    assertThat(dnskey(key).getPublicKey().getEncoded())
        .isEqualTo(P256.publicKey(key.publicKey()).getEncoded());
    assertThat(ZoneKey.of(key.privateKey(), key.publicKey())).isEqualTo(key);
  }

  @Test
  void aStoredKeyComesBack() {
    ZoneKey key = ZoneKey.generate();
    ZoneKey again = ZoneKey.of(key.privateKey(), key.publicKey());
    assertThat(again).isEqualTo(key).hasSameHashCodeAs(key).isNotEqualTo(ZoneKey.generate());
    assertThat(again.tag()).isEqualTo(key.tag());
    assertThat(again.ds(APEX)).isEqualTo(key.ds(APEX));
    assertThat(again.privateKey()).isEqualTo(key.privateKey());
  }

  @Test
  void halvesOfTwoKeysAreRefused() {
    ZoneKey one = ZoneKey.generate();
    ZoneKey two = ZoneKey.generate();
    assertThatThrownBy(() -> ZoneKey.of(one.privateKey(), two.publicKey()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not belong to its public key");
  }

  @Test
  void whatIsNoPublicKeyIsRefused() {
    ZoneKey key = ZoneKey.generate();
    assertThatThrownBy(() -> ZoneKey.of(key.privateKey(), new byte[63]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("64 bytes");
    byte[] offTheCurve = key.publicKey();
    offTheCurve[63] ^= 1;
    assertThatThrownBy(() -> ZoneKey.of(key.privateKey(), offTheCurve))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ZoneKey.of(key.privateKey(), new byte[64]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"EC, 384", "RSA, 2048", "Ed25519, 255"})
  void privateKeysOfOtherKindsAreRefused(String algorithm, int size)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(size);
    byte[] other = generator.generateKeyPair().getPrivate().getEncoded();
    assertThatThrownBy(() -> ZoneKey.of(other, ZoneKey.generate().publicKey()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The zone's private key is no PKCS #8 key on P-256");
  }

  @Test
  void noTextShowsThePrivateKey() {
    ZoneKey key = ZoneKey.generate();
    assertThat(key).hasToString("ZoneKey[tag=" + key.tag() + "]");
    byte[] cut = key.privateKey();
    IntStream.range(0, cut.length).forEach(i -> refusesSilently(cut, i));
  }

  /** Damages one byte; what is still a key then does not belong to another's public key. */
  private static void refusesSilently(byte[] privateKey, int at) {
    byte[] damaged = privateKey.clone();
    damaged[at] ^= 0x15;
    assertThatThrownBy(() -> ZoneKey.of(damaged, ZoneKey.generate().publicKey()))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(e.getCause()).isNull())
        .message()
        .doesNotContain(HexFormat.of().formatHex(privateKey, 40, 50))
        .doesNotContain(Base64.getEncoder().encodeToString(privateKey).substring(50, 60));
  }

  private static DNSKEYRecord dnskey(ZoneKey key) {
    return (DNSKEYRecord) Dnsjava.record(APEX, RecordType.DNSKEY, 60, key.dnskey());
  }
}
