package dev.kalm.server.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

class ZoneCheckTest {
  private static final String ZONE = "acme-d985e9.mycluster.com";
  private static final String NS = "ns." + ZONE;
  private static final String OURS = "127.0.42.3";

  private NameServerFake recursor;
  private NameServerFake parent;
  private NameServerFake second;
  private NameServerFake ours;
  private ZoneCheck check;

  @BeforeEach
  void start() throws Exception {
    parent = new NameServerFake("127.0.42.1", 0, "mycluster.com", true);
    second = new NameServerFake("127.0.42.2", parent.port(), "mycluster.com", true);
    ours = new NameServerFake(OURS, parent.port(), ZONE, true);
    ours.with(ZONE, 60, "SOA", NS + ". a." + ZONE + ". 7 60 60 60 60");
    recursor = new NameServerFake("127.0.42.53", 0, ".", true);
    recursor.recursive();
    recursor
        .with("mycluster.com", 5, "NS", "ns1.provider.net.")
        .with("mycluster.com", 5, "NS", "ns2.provider.net.")
        .with("ns1.provider.net", 5, "A", "127.0.42.1")
        .with("ns2.provider.net", 5, "A", "127.0.42.2");
    for (NameServerFake server : List.of(parent, second)) {
      server.with("mycluster.com", 5, "SOA", "ns1.provider.net. a.mycluster.com. 1 60 60 60 1");
    }
    check =
        new ZoneCheck(
            new DnsResolver(List.of(recursor.socketAddress()), Duration.ofMillis(150)),
            parent.port(),
            Duration.ofSeconds(3));
  }

  @AfterEach
  void stop() throws Exception {
    for (NameServerFake server : List.of(parent, second, ours, recursor)) {
      server.close();
    }
  }

  private void delegate(String ns, String address) {
    for (NameServerFake server : List.of(parent, second)) {
      server.with(ZONE, 5, "NS", ns + ".").with(ns, 5, "A", address);
    }
  }

  private List<RecordCheck> look() throws Exception {
    InetAddress address = InetAddress.getByName(OURS);
    return check
        .check(
            ZoneExpectation.unsigned(ZONE, List.of(new ExpectedNameServer(NS, List.of(address)))))
        .checks();
  }

  private void expectNs(RecordStatus status, String detail) throws Exception {
    assertThat(look().getFirst()).isEqualTo(new RecordCheck("NS", ZONE, NS, status, detail));
  }

  private void expectA(RecordStatus status, String detail) throws Exception {
    assertThat(look().getLast()).isEqualTo(new RecordCheck("A", NS, OURS, status, detail));
  }

  @Test
  void aDelegationWithGlueToAnAnsweringServerIsOk() throws Exception {
    delegate(NS, OURS);
    expectNs(RecordStatus.OK, "mycluster.com delegates " + ZONE + " to " + NS);
    expectA(RecordStatus.OK, NS + " leads to " + OURS);
  }

  @Test
  void noDelegationIsMissing() throws Exception {
    expectNs(
        RecordStatus.MISSING,
        "mycluster.com's name servers do not delegate " + ZONE + " yet: add the NS record");
    expectA(
        RecordStatus.MISSING,
        "mycluster.com's name servers have no A record for " + NS + " yet: add it");
  }

  @Test
  void anotherNameServerIsWrong() throws Exception {
    delegate("old.example", "192.0.2.1");
    expectNs(
        RecordStatus.WRONG,
        "mycluster.com delegates "
            + ZONE
            + " to old.example instead of "
            + NS
            + ": change the NS record");
  }

  @Test
  void anotherNameServerBesideOursIsWrong() throws Exception {
    delegate(NS, OURS);
    delegate("old.example", "192.0.2.1");
    expectNs(
        RecordStatus.WRONG,
        "mycluster.com delegates " + ZONE + " to old.example too: delete that NS record");
  }

  @Test
  void wrongGlueIsWrong() throws Exception {
    delegate(NS, "192.0.2.1");
    expectA(
        RecordStatus.WRONG,
        NS
            + " has the address 192.0.2.1 instead of "
            + OURS
            + " at mycluster.com: change the A record");
  }

  @Test
  void moreGlueThanOursIsWrong() throws Exception {
    delegate(NS, OURS);
    parent.with(NS, 5, "A", "192.0.2.1");
    expectA(
        RecordStatus.WRONG,
        NS + " has the address 192.0.2.1 too at mycluster.com: delete that A record");
  }

  @Test
  void serversThatDisagreeAreNamed() throws Exception {
    parent.with(ZONE, 5, "NS", NS + ".").with(NS, 5, "A", OURS);
    expectNs(
        RecordStatus.MISSING,
        "ns1.provider.net (127.0.42.1) has the record, but not ns2.provider.net (127.0.42.2): "
            + "wait until the provider has it on all of its servers");
  }

  @Test
  void oneSilentParentServerIsMentionedOnly() throws Exception {
    delegate(NS, OURS);
    second.fail(_ -> null);
    expectNs(
        RecordStatus.OK,
        "mycluster.com delegates " + ZONE + " to " + NS + ", though 127.0.42.2 timed out");
  }

  @Test
  void aParentThatCannotBeAskedIsUnknown() throws Exception {
    parent.fail(_ -> null);
    second.fail(NameServerFake.rcode(Rcode.REFUSED));
    expectNs(
        RecordStatus.UNKNOWN,
        "no name server of mycluster.com answered (127.0.42.1 timed out, 127.0.42.2 answers REFUSED)");
  }

  @Test
  void aSilentResolverMakesTheParentUnknown() throws Exception {
    recursor.close();
    assertThat(look()).allMatch(record -> record.status() == RecordStatus.UNKNOWN);
    assertThat(look().getFirst().detail()).startsWith("the resolver 127.0.42.53");
  }

  @Test
  void aServerWithoutTcpIsNamedByItsPort() throws Exception {
    delegate(NS, OURS);
    ours.closeTcp();
    expectA(
        RecordStatus.WRONG,
        "port %d/tcp at %s does not answer (refused the connection): open it in the firewall"
            .formatted(parent.port(), OURS));
  }

  @Test
  void aServerWithoutUdpIsNamedByItsPort() throws Exception {
    delegate(NS, OURS);
    ours.silentUdp();
    expectA(
        RecordStatus.WRONG,
        "port %d/udp at %s does not answer (timed out): open it in the firewall"
            .formatted(parent.port(), OURS));
  }

  @Test
  void anAddressWhereNothingListensIsNamedWithBothPorts() throws Exception {
    ours.close();
    assertThat(look().getLast().status()).isEqualTo(RecordStatus.MISSING);
    assertThat(look().getLast().detail())
        .contains("add it; besides, ports", "/udp and ", "start the server there");
  }

  @Test
  void anotherDnsServerAtTheAddressIsNamed() throws Exception {
    delegate(NS, OURS);
    ours.fail(NameServerFake.rcode(Rcode.REFUSED));
    expectA(
        RecordStatus.WRONG,
        "port %d/udp at %s answers without authority for %s (REFUSED): see that no other DNS server runs there"
            .formatted(parent.port(), OURS, ZONE));
  }

  @Test
  void glueThatTheReferralLacksIsFoundInTheParentsZone() throws Exception {
    String outside = "ns.mycluster.com";
    for (NameServerFake server : List.of(parent, second)) {
      server.with(ZONE, 5, "NS", outside + ".").with(outside, 5, "A", OURS);
      server.fail(answer -> {
        answer.removeAllRecords(Section.ADDITIONAL);
        return answer;
      });
    }
    ExpectedNameServer expected =
        new ExpectedNameServer(outside, List.of(InetAddress.getByName(OURS)));
    assertThat(check.check(ZoneExpectation.unsigned(ZONE, List.of(expected))).checks())
        .allMatch(record -> record.status() == RecordStatus.OK);
  }

  private static final String DS = "12345 13 2 " + "AB".repeat(32);
  private static final String NEXT = "999 13 2 " + "CD".repeat(32);

  private List<RecordCheck> lookForDs(List<String> wanted, List<String> published)
      throws Exception {
    InetAddress address = InetAddress.getByName(OURS);
    return check
        .check(
            new ZoneExpectation(
                ZONE, List.of(new ExpectedNameServer(NS, List.of(address))), wanted, published))
        .checks()
        .stream()
        .filter(record -> record.type().equals("DS"))
        .toList();
  }

  private void expectDs(RecordStatus status, String detail) throws Exception {
    assertThat(lookForDs(List.of(DS), List.of(DS)))
        .containsExactly(new RecordCheck("DS", ZONE, DS, status, detail));
  }

  private void publishDs(String data) {
    parent.with(ZONE, 3600, "DS", data);
    second.with(ZONE, 3600, "DS", data);
  }

  @Test
  void aDsRecordOnAllOfTheParentsServersIsOk() throws Exception {
    delegate(NS, OURS);
    publishDs(DS);
    expectDs(RecordStatus.OK, "mycluster.com has the DS record");
    second.fail(_ -> null);
    expectDs(
        RecordStatus.OK,
        "mycluster.com has the DS record, though ns2.provider.net 127.0.42.2 timed out");
  }

  @Test
  void noDsRecordIsMissingAndStopsNothing() throws Exception {
    delegate(NS, OURS);
    expectDs(
        RecordStatus.MISSING,
        "mycluster.com's name servers do not have this DS record yet: add it");
    assertThat(lookForDs(List.of(DS), List.of(DS)).getFirst().stopsIssuance()).isFalse();
    parent.with(ZONE, 3600, "DS", DS);
    assertThat(lookForDs(List.of(DS), List.of(DS)).getFirst().detail())
        .contains(
            "ns1.provider.net (127.0.42.1) has 12345, ns2.provider.net (127.0.42.2) has none");
  }

  @Test
  void aDsRecordThatMatchesNoKeyIsWrongAndSaysThatCasRefuse() throws Exception {
    delegate(NS, OURS);
    publishDs("12345 13 2 " + "EE".repeat(32));
    RecordCheck seen = lookForDs(List.of(DS), List.of(DS)).getFirst();
    assertThat(seen.status()).isEqualTo(RecordStatus.WRONG);
    assertThat(seen.detail()).contains("match no key", "CAs, refuse everything in it (bogus)");
    assertThat(seen.stopsIssuance()).isTrue();
    publishDs(DS);
    assertThat(lookForDs(List.of(DS), List.of(DS)).getFirst())
        .matches(record -> record.status() == RecordStatus.OK)
        .matches(record -> record.detail().contains("matches no key: delete that"));
  }

  @Test
  void aDsRecordOfAnUnsignedZoneIsWrong() throws Exception {
    delegate(NS, OURS);
    assertThat(lookForDs(List.of(), List.of())).isEmpty();
    publishDs(DS);
    assertThat(lookForDs(List.of(), List.of()))
        .singleElement()
        .matches(record -> record.status() == RecordStatus.WRONG && record.value().equals(DS))
        .matches(record -> record.detail().contains("is not signed"));
  }

  @Test
  void aSecondKeysDsRecordMayBeMissingWhileTheFirstIsThere() throws Exception {
    delegate(NS, OURS);
    publishDs(DS);
    assertThat(lookForDs(List.of(DS, NEXT), List.of(DS, NEXT)))
        .extracting(RecordCheck::status)
        .containsExactly(RecordStatus.OK, RecordStatus.MISSING);
  }

  @Test
  void aDigestOfAnotherKindLeadsToTheKeyOfItsTag() throws Exception {
    delegate(NS, OURS);
    publishDs("12345 13 4 " + "AB".repeat(48));
    assertThat(lookForDs(List.of(DS), List.of(DS)).getFirst().status()).isEqualTo(RecordStatus.OK);
  }
}
