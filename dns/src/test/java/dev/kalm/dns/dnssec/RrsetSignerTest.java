package dev.kalm.dns.dnssec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kalm.dns.message.Name;
import dev.kalm.dns.message.RRset;
import dev.kalm.dns.message.Rdata;
import dev.kalm.dns.message.RecordType;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.RRSIGRecord;

class RrsetSignerTest {

  private static final Name APEX = Name.parse("Acme-1.Example.com");
  private static final Instant INCEPTION = Instant.parse("2026-11-24T05:00:00Z");
  private static final Instant EXPIRATION = Instant.parse("2026-12-08T05:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");

  private final ZoneKey key = ZoneKey.generate();
  private final RrsetSigner signer = new RrsetSigner(key, APEX);

  private static Stream<RRset> rrsets() throws UnknownHostException {
    Name ns1 = Name.parse("NS1.acme-1.EXAMPLE.com");
    return Stream.of(
        txt(Name.parse("a1.ACME-1.example.COM"), "one"),
        txt(APEX, "b", "", "a", "x".repeat(700), "ab", "é"),
        new RRset(
            APEX, RecordType.NS, 3600, nameServers("NS2.Other.ORG", "ns1.acme-1.example.com")),
        new RRset(APEX, RecordType.SOA, 1, List.of(soa(ns1))),
        new RRset(ns1, RecordType.A, 0, List.of(Rdata.address(InetAddress.getByName("192.0.2.1")))),
        new RRset(APEX, RecordType.CAA, 7, List.of(Rdata.certificationAuthority(0, "issue", ";"))),
        new RRset(APEX, RecordType.DNSKEY, 60, keys()),
        new RRset(APEX, RecordType.DS, 60, List.of(ZoneKey.generate().ds(APEX).rdata())),
        new RRset(
            ns1,
            RecordType.NSEC,
            60,
            List.of(Nsec.rdata(Nsec.successor(ns1, APEX), 1, 46, 47, 257))),
        txt(Name.parse("*.sub.acme-1.example.com"), "wild"));
  }

  @ParameterizedTest
  @MethodSource("rrsets")
  void dnsjavaVerifiesEverySignature(RRset rrset) throws DNSSEC.DNSSECException {
    RRSIGRecord signature = signature(signer.sign(rrset, INCEPTION, EXPIRATION), rrset);
    DNSSEC.verify(Dnsjava.rrset(rrset, signature), signature, dnskey(), NOW);
    assertThat(signature.getSigner()).hasToString("acme-1.example.com.");
    assertThat(signature.getOrigTTL()).isEqualTo(rrset.ttl());
    assertThat(signature.getTimeSigned()).isEqualTo(INCEPTION);
    assertThat(signature.getExpire()).isEqualTo(EXPIRATION);
    assertThat(signature.getSignature()).hasSize(64);
  }

  @Test
  void aSignatureHoldsForNoOtherRecords() {
    RRset signed = txt(APEX, "one");
    RRSIGRecord signature = signature(signer.sign(signed, INCEPTION, EXPIRATION), signed);
    RRset other = txt(APEX, "two");
    assertThatThrownBy(
            () -> DNSSEC.verify(Dnsjava.rrset(other, signature), signature, dnskey(), NOW))
        .isInstanceOf(DNSSEC.SignatureVerificationException.class);
  }

  @Test
  void aRecordThatIsThereTwiceIsSignedOnce() throws DNSSEC.DNSSECException {
    RRset twice = txt(APEX, "same", "other", "same");
    RRSIGRecord signature = signature(signer.sign(twice, INCEPTION, EXPIRATION), twice);
    RRset once = txt(APEX, "other", "same");
    DNSSEC.verify(Dnsjava.rrset(once, signature), signature, dnskey(), NOW);
  }

  @Test
  void aWildcardsAsteriskIsNotCounted() {
    assertThat(labels("*.sub.acme-1.example.com")).isEqualTo(4);
    assertThat(labels("x.sub.acme-1.example.com")).isEqualTo(5);
    assertThat(labels("acme-1.example.com")).isEqualTo(3);
  }

  private int labels(String owner) {
    RRset rrset = txt(Name.parse(owner), "x");
    return signature(signer.sign(rrset, INCEPTION, EXPIRATION), rrset).getLabels();
  }

  @Test
  void timesGoRoundIn2106() {
    Instant inception = Instant.parse("2106-02-07T00:00:00Z");
    RRset rrset = txt(APEX, "x");
    byte[] rdata =
        signer.sign(rrset, inception, inception.plus(Duration.ofDays(14))).canonicalBytes();
    int expiration = ByteBuffer.wrap(rdata).getInt(8);
    int signed = ByteBuffer.wrap(rdata).getInt(12);
    assertThat(expiration - signed).isEqualTo(14 * 86400);
    assertThat(Integer.toUnsignedLong(expiration)).isLessThan(Integer.toUnsignedLong(signed));
  }

  @Test
  void impossibleTimesAndForeignNamesAreRefused() {
    RRset rrset = txt(APEX, "x");
    assertThatThrownBy(() -> signer.sign(rrset, INCEPTION, INCEPTION))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Acme-1.Example.com.");
    assertThatThrownBy(() -> signer.sign(rrset, INCEPTION, INCEPTION.plus(Duration.ofDays(25000))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> signer.sign(txt(Name.parse("example.com"), "x"), INCEPTION, EXPIRATION))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("example.com. is not in the zone");
  }

  @Test
  void manyThreadsShareASigner() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<RRset>> rrsets =
          IntStream.range(0, 200)
              .mapToObj(i -> threads.submit(() -> signedAndVerified("value" + i)))
              .toList();
      for (Future<RRset> rrset : rrsets) {
        assertThatCode(rrset::get).doesNotThrowAnyException();
      }
    }
  }

  private RRset signedAndVerified(String value) throws DNSSEC.DNSSECException {
    RRset rrset = txt(APEX, value);
    RRSIGRecord signature = signature(signer.sign(rrset, INCEPTION, EXPIRATION), rrset);
    DNSSEC.verify(Dnsjava.rrset(rrset, signature), signature, dnskey(), NOW);
    return rrset;
  }

  private DNSKEYRecord dnskey() {
    return (DNSKEYRecord) Dnsjava.record(APEX, RecordType.DNSKEY, 60, key.dnskey());
  }

  private static RRSIGRecord signature(Rdata rdata, RRset rrset) {
    return (RRSIGRecord) Dnsjava.record(rrset.owner(), RecordType.RRSIG, rrset.ttl(), rdata);
  }

  private static RRset txt(Name owner, String... values) {
    return new RRset(owner, RecordType.TXT, 5, Stream.of(values).map(Rdata::text).toList());
  }

  private static List<Rdata> nameServers(String... names) {
    return Stream.of(names).map(Name::parse).map(Rdata::nameServer).toList();
  }

  private static Rdata soa(Name primary) {
    return Rdata.startOfAuthority(primary, Name.parse("Host.Master.invalid"), -1, 2, 3, 4, 5);
  }

  private static List<Rdata> keys() {
    return Stream.generate(ZoneKey::generate).limit(3).map(ZoneKey::dnskey).toList();
  }
}
