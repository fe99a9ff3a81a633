package dev.kalm.dns.server;

import static dev.kalm.dns.server.ServedZone.APEX;
import static dev.kalm.dns.server.ServedZone.CROWD;
import static dev.kalm.dns.server.ServedZone.CROWDED_NAME;
import static dev.kalm.dns.server.ServedZone.EMPTY_NAME;
import static dev.kalm.dns.server.ServedZone.FILLED_NAME;
import static dev.kalm.dns.server.ServedZone.OTHER_VALUE;
import static dev.kalm.dns.server.ServedZone.VALUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.dns.Asking;
import dev.kalm.dns.zone.ZoneTable;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Each row of the contract, over real sockets of both transports, asked and read by dnsjava. */
class ContractTest {

  private static final String ID_SERVER = "id.server.";

  private final ServedZone served = new ServedZone();
  private DnsServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        DnsServer.start(
            ServedZone.loopback().withNodeId("node-1").withNetwork(network()),
            new ZoneTable(served.zone),
            QueryListener.NONE,
            served.clock);
  }

  DnsServerSettings.Network network() {
    return DnsServerSettings.Network.best();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  // Names in a zone

  @ParameterizedTest
  @EnumSource
  void theApexHoldsSoaNsAddressesAndCaa(Transport transport) throws IOException {
    SOARecord soa = (SOARecord) only(ask(transport, APEX, Type.SOA));
    assertThat(soa.getHost()).isEqualTo(Asking.name("ns." + APEX));
    assertThat(soa.getMinimum()).isBetween(0L, 60L);
    Message servers = ask(transport, APEX, Type.NS);
    assertThat(rdata(servers, Section.ANSWER))
        .containsExactlyInAnyOrder("ns." + APEX, "ns2." + APEX);
    assertThat(rdata(servers, Section.ADDITIONAL))
        .containsExactlyInAnyOrder("127.0.10.3", "2001:db8:0:0:0:0:0:3", "127.0.10.4");
    assertThat(only(ask(transport, APEX, Type.A)).rdataToString()).isEqualTo("127.0.10.3");
    assertThat(only(ask(transport, APEX, Type.CAA)).rdataToString())
        .isEqualTo("0 issue \"letsencrypt.org\"");
    assertNoData(ask(transport, APEX, Type.AAAA));
  }

  @ParameterizedTest
  @EnumSource
  void nameServersAreAnsweredWithAuthority(Transport transport) throws IOException {
    assertThat(only(ask(transport, "ns." + APEX, Type.A)).rdataToString()).isEqualTo("127.0.10.3");
    assertThat(only(ask(transport, "ns." + APEX, Type.AAAA)).rdataToString())
        .isEqualTo("2001:db8:0:0:0:0:0:3");
    assertThat(only(ask(transport, "NS2." + APEX, Type.A)).rdataToString()).isEqualTo("127.0.10.4");
    assertNoData(ask(transport, "ns2." + APEX, Type.AAAA));
  }

  @ParameterizedTest
  @EnumSource
  void theServicesOwnChallengesAreAnswered(Transport transport) throws IOException {
    assertThat(Asking.texts(ask(transport, "_acme-challenge." + APEX, Type.TXT)))
        .containsExactly(VALUE);
    assertThat(Asking.texts(ask(transport, "_acme-challenge.ns." + APEX, Type.TXT)))
        .containsExactly(VALUE);
    assertNxdomain(ask(transport, "_acme-challenge.ns2." + APEX, Type.TXT));
  }

  @ParameterizedTest
  @EnumSource
  void aDelegationWithoutValuesIsNoDataAndNeverNxdomain(Transport transport) throws IOException {
    assertNoData(ask(transport, EMPTY_NAME, Type.TXT));
    assertNoData(ask(transport, EMPTY_NAME, Type.NS));
  }

  @ParameterizedTest
  @EnumSource
  void aDelegationsValuesAreASetWithExpiry(Transport transport) throws IOException {
    Message both = ask(transport, FILLED_NAME, Type.TXT);
    assertThat(Asking.texts(both)).containsExactlyInAnyOrder(VALUE, OTHER_VALUE);
    assertThat(both.getSection(Section.ANSWER)).extracting(Record::getTTL).containsOnly(1L);
    served.clock.advance(Duration.ofHours(1));
    assertThat(Asking.texts(ask(transport, FILLED_NAME, Type.TXT))).containsExactly(OTHER_VALUE);
    served.clock.advance(Duration.ofHours(1));
    assertNoData(ask(transport, FILLED_NAME, Type.TXT));
  }

  @ParameterizedTest
  @EnumSource
  void belowADelegationIsNxdomainAndAnEmptyNonTerminalIsNoData(Transport transport)
      throws IOException {
    assertNxdomain(ask(transport, "x." + FILLED_NAME, Type.TXT));
    assertNoData(ask(transport, "deep." + APEX, Type.NS));
    assertNoData(ask(transport, "deep." + APEX, Type.TXT));
    assertThat(Asking.texts(ask(transport, "a.deep." + APEX, Type.TXT))).containsExactly(VALUE);
  }

  // Answers

  @ParameterizedTest
  @EnumSource
  void theOwnerIsSpelledByteForByteAsAsked(Transport transport) throws IOException {
    for (String asked :
        List.of(
            "8F14e45f-CEEA-467f-aB5c-12d3BC9f6a11.aCMe-D985e9.MyCLuster.cOM.",
            "aCME-d985E9.mycluster.COM.",
            "nS." + APEX.toUpperCase(Locale.ROOT))) {
      for (int type :
          new int[] {Type.TXT, Type.NS, Type.A, Type.SOA, Type.CAA, Type.NSEC, Type.ANY}) {
        byte[] query = Asking.query(asked, type);
        byte[] answer = WireClient.exchange(transport, server.addresses().getFirst(), query);
        assertThat(Arrays.copyOfRange(answer, 12, query.length))
            .isEqualTo(Arrays.copyOfRange(query, 12, query.length));
        Message parsed = Asking.parse(answer);
        assertThat(parsed.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(parsed.getSection(Section.ANSWER))
            .allSatisfy(r -> assertThat(r.getName()).hasToString(asked));
      }
    }
    assertThat(Asking.texts(ask(transport, FILLED_NAME.toUpperCase(Locale.ROOT), Type.TXT)))
        .hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void anAbsentOrUnknownTypeIsNoData(Transport transport) throws IOException {
    for (int type :
        new int[] {
          Type.A,
          Type.AAAA,
          Type.CNAME,
          Type.MX,
          Type.CAA,
          Type.DS,
          Type.DNSKEY,
          65,
          257,
          65280,
          65535,
          0
        }) {
      byte[] query = Asking.query(FILLED_NAME, Type.TXT);
      query[query.length - 4] = (byte) (type >>> 8);
      query[query.length - 3] = (byte) type;
      assertNoData(exchange(transport, query));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anUnknownNameIsNxdomainWithTheSoa(Transport transport) throws IOException {
    assertNxdomain(ask(transport, "nosuch." + APEX, Type.TXT));
    assertNxdomain(ask(transport, "ffffffff-ffff-4fff-bfff-ffffffffffff." + APEX, Type.A));
    assertNxdomain(ask(transport, "8f14e45f-ceea-467f-ab5c-12d3bc9f6a1g." + APEX, Type.TXT));
    assertNxdomain(ask(transport, "8f14e45f0ceea-467f-ab5c-12d3bc9f6a11." + APEX, Type.TXT));
  }

  @ParameterizedTest
  @EnumSource
  void outsideEveryZoneIsRefused(Transport transport) throws IOException {
    for (String name : List.of("example.org.", "mycluster.com.", "x" + APEX, ".")) {
      assertError(ask(transport, name, Type.TXT), Rcode.REFUSED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyIsAnsweredWithOneRrset(Transport transport) throws IOException {
    for (String name : List.of(APEX, FILLED_NAME, "ns." + APEX, "_acme-challenge.ns." + APEX)) {
      Message answer = ask(transport, name, Type.ANY);
      assertThat(answer.getSectionRRsets(Section.ANSWER)).as(name).hasSize(1);
    }
    assertNoData(ask(transport, EMPTY_NAME, Type.ANY));
  }

  @ParameterizedTest
  @EnumSource
  void transfersAreRefusedOrNotOurs(Transport transport) throws IOException {
    assertError(ask(transport, APEX, Type.AXFR), Rcode.REFUSED);
    assertError(ask(transport, "example.org.", Type.AXFR), Rcode.NOTAUTH);
    assertError(ask(transport, "mycluster.com.", Type.IXFR), Rcode.NOTAUTH);
    assertError(ask(transport, "ns." + APEX, Type.AXFR), Rcode.NOTAUTH);
    Message ixfr = Asking.message(APEX, Type.IXFR);
    ixfr.addRecord(only(ask(transport, APEX, Type.SOA)), Section.AUTHORITY);
    assertError(exchange(transport, ixfr.toWire()), Rcode.REFUSED);
  }

  @ParameterizedTest
  @EnumSource
  void otherOpcodesAreNotImplementedWithTheQuestionEchoed(Transport transport) throws IOException {
    for (int opcode = 1; opcode < 16; opcode++) {
      byte[] query = Asking.query(FILLED_NAME, Type.SOA);
      query[2] = (byte) (opcode << 3);
      byte[] answer = WireClient.exchange(transport, server.addresses().getFirst(), query);
      assertThat(answer[3] & 0x0f).isEqualTo(Rcode.NOTIMP);
      assertThat(answer[2] & 0x78).isEqualTo(opcode << 3);
      assertThat(Arrays.copyOfRange(answer, 12, answer.length))
          .isEqualTo(Arrays.copyOfRange(query, 12, query.length));
    }
    byte[] update = Asking.query(APEX, Type.SOA);
    update[2] = Opcode.UPDATE << 3;
    update[5] = 0;
    byte[] answer =
        WireClient.exchange(transport, server.addresses().getFirst(), Arrays.copyOf(update, 12));
    assertThat(answer).hasSize(12);
    assertThat(answer[3] & 0x0f).isEqualTo(Rcode.NOTIMP);
  }

  @ParameterizedTest
  @EnumSource
  void classChNamesTheNodeAndNothingElse(Transport transport) throws IOException {
    Message id = exchange(transport, chaos(ID_SERVER, Type.TXT, DClass.CH));
    assertThat(Asking.texts(id)).containsExactly("node-1");
    assertThat(id.getSection(Section.ANSWER).getFirst().getDClass()).isEqualTo(DClass.CH);
    assertError(exchange(transport, chaos("version.bind.", Type.TXT, DClass.CH)), Rcode.REFUSED);
    assertError(exchange(transport, chaos("x." + ID_SERVER, Type.TXT, DClass.CH)), Rcode.REFUSED);
    assertError(exchange(transport, chaos(FILLED_NAME, Type.TXT, DClass.CH)), Rcode.REFUSED);
    assertError(exchange(transport, chaos(FILLED_NAME, Type.TXT, DClass.HS)), Rcode.REFUSED);
    assertError(exchange(transport, chaos(FILLED_NAME, Type.TXT, DClass.ANY)), Rcode.REFUSED);
    assertError(ask(transport, ID_SERVER, Type.TXT), Rcode.REFUSED);
  }

  @ParameterizedTest
  @EnumSource
  void aNodeWithoutANameDoesNotTell(Transport transport) throws IOException {
    try (DnsServer unnamed =
        DnsServer.start(
            ServedZone.loopback(), new ZoneTable(served.zone), QueryListener.NONE, served.clock)) {
      byte[] answer =
          WireClient.exchange(
              transport, unnamed.addresses().getFirst(), chaos(ID_SERVER, Type.TXT, DClass.CH));
      assertError(Asking.parse(answer), Rcode.REFUSED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void malformedMessagesAreFormerrWithTheId(Transport transport) throws IOException {
    String header = "abcd 0100 0001 0000 0000 0000";
    String longName = ("3f" + "61".repeat(63)).repeat(4) + "00";
    for (String hex :
        List.of(
            "abcd 0100 0000 0000 0000 0000",
            "abcd 0100 0002 0000 0000 0000 00 0010 0001 00 0010 0001",
            header,
            header + "03 6162",
            header + "c00c 0010 0001",
            header + "0161 c00c 0010 0001",
            header + "40" + "61".repeat(64) + "00 0010 0001",
            header + longName + "0010 0001",
            header + "00 0010 0001 ff",
            "abcd 0100 0001 0000 0000 0001 00 0010 0001")) {
      byte[] answer = WireClient.exchange(transport, server.addresses().getFirst(), bytes(hex));
      assertThat(answer).as(hex).startsWith(0xab, 0xcd);
      Message parsed = Asking.parse(answer);
      assertError(parsed, Rcode.FORMERR);
    }
  }

  @ParameterizedTest
  @EnumSource
  void withoutAHeaderOrForAnAnswerThereIsSilence(Transport transport) throws IOException {
    byte[] answerMessage = Asking.query(FILLED_NAME, Type.TXT);
    answerMessage[2] |= (byte) 0x80;
    try (WireClient client = new WireClient(transport, server.addresses().getFirst())) {
      client.send(bytes("abcd 0100 0001 0000 0000 00"));
      client.send(new byte[0]);
      client.send(answerMessage);
      byte[] good = Asking.query(FILLED_NAME, Type.TXT);
      client.send(good);
      // Both transports keep the order here: the first answer is to the last message.
      assertThat(client.receive()).startsWith(good[0], good[1]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anUnknownEdnsVersionIsBadversWithOurOpt(Transport transport) throws IOException {
    byte[] query = withOpt(FILLED_NAME, 1232, 1, 0).toWire();
    Message answer = exchange(transport, query);
    assertError(answer, Rcode.BADVERS);
    assertThat(answer.getOPT().getVersion()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void oneOptComesBackWithoutUnknownOptions(Transport transport) throws IOException {
    Message query = Asking.message(FILLED_NAME, Type.TXT);
    query.addRecord(
        new OPTRecord(
            4096,
            0,
            0,
            ExtendedFlags.DO,
            new GenericEDNSOption(65001, new byte[] {1, 2}),
            new GenericEDNSOption(3, new byte[0])),
        Section.ADDITIONAL);
    Message answer = exchange(transport, query.toWire());
    assertThat(Asking.texts(answer)).hasSize(2);
    assertThat(answer.getSection(Section.ADDITIONAL)).hasSize(1);
    assertThat(answer.getOPT().getOptions()).isEmpty();
    assertThat(answer.getOPT().getPayloadSize()).isEqualTo(1232);
    assertThat(answer.getOPT().getFlags()).as("DO is copied").isEqualTo(ExtendedFlags.DO);
    assertThat(ask(transport, FILLED_NAME, Type.TXT).getOPT())
        .as("none asked, none given")
        .isNull();
    assertThat(exchange(transport, withOpt("example.org.", 1232, 0, 0).toWire()).getOPT())
        .isNotNull();
  }

  @ParameterizedTest
  @EnumSource
  void twoOptsOrOneBrokenOptAreFormerr(Transport transport) throws IOException {
    Message two = withOpt(FILLED_NAME, 1232, 0, 0);
    two.addRecord(new OPTRecord(512, 0, 0), Section.ADDITIONAL);
    Message answer = exchange(transport, two.toWire());
    assertError(answer, Rcode.FORMERR);
    assertThat(answer.getSection(Section.ADDITIONAL)).as("RFC 6891 section 7").hasSize(1);
    Message misplaced = Asking.message(FILLED_NAME, Type.TXT);
    misplaced.addRecord(new OPTRecord(1232, 0, 0), Section.ANSWER);
    assertError(exchange(transport, misplaced.toWire()), Rcode.FORMERR);
  }

  @Test
  void onUdpWhatDoesNotFitIsTruncatedWithoutAPartialRrset() throws IOException {
    for (int size : new int[] {0, 100, 512, 1232, 4096, 65535}) {
      Message query =
          size == 0 ? Asking.message(CROWDED_NAME, Type.TXT) : withOpt(CROWDED_NAME, size, 0, 0);
      byte[] wire =
          WireClient.exchange(Transport.UDP, server.addresses().getFirst(), query.toWire());
      Message answer = Asking.parse(wire);
      assertThat(answer.getHeader().getFlag(Flags.TC)).as("offer %d", size).isTrue();
      assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
      assertThat(answer.getSection(Section.ANSWER)).isEmpty();
      assertThat(answer.getSection(Section.AUTHORITY)).isEmpty();
      assertThat(answer.getOPT() != null).isEqualTo(size != 0);
    }
    Message whole = ask(Transport.TCP, CROWDED_NAME, Type.TXT);
    assertThat(Asking.texts(whole)).hasSize(CROWD);
    assertThat(whole.getHeader().getFlag(Flags.TC)).isFalse();
  }

  @Test
  void theLimitOnUdpIsTheSmallerOfTheClientsAnd1232() throws IOException {
    ZoneTable zones = new ZoneTable();
    GrowingZone growing = new GrowingZone(zones, served.clock);
    try (DnsServer one =
        DnsServer.start(ServedZone.loopback(), zones, QueryListener.NONE, served.clock)) {
      for (int limit : new int[] {512, 700, 1232}) {
        for (int size : new int[] {limit - 1, limit, limit + 1}) {
          String name = growing.nameWithAnswerOf(size);
          Message query = withOpt(name, limit, 0, 0);
          byte[] answer =
              WireClient.exchange(Transport.UDP, one.addresses().getFirst(), query.toWire());
          boolean truncated = Asking.parse(answer).getHeader().getFlag(Flags.TC);
          assertThat(truncated).as("%d bytes, limit %d", size, limit).isEqualTo(size > limit);
          if (!truncated) {
            assertThat(answer).hasSize(size);
          }
        }
      }
      String least = growing.nameWithAnswerOf(512);
      Message tiny = withOpt(least, 100, 0, 0);
      assertThat(WireClient.exchange(Transport.UDP, one.addresses().getFirst(), tiny.toWire()))
          .as("an offer below 512 is read as 512")
          .hasSize(512);
      String tooLong = growing.nameWithAnswerOf(1233);
      byte[] answer =
          WireClient.exchange(
              Transport.UDP, one.addresses().getFirst(), withOpt(tooLong, 4096, 0, 0).toWire());
      assertThat(Asking.parse(answer).getHeader().getFlag(Flags.TC)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void headerBitsAreCopiedOrCleared(Transport transport) throws IOException {
    byte[] query = Asking.query(FILLED_NAME, Type.TXT);
    query[2] = 0x07; // AA, TC, RD
    query[3] = (byte) 0xff; // RA, Z, AD, CD and an rcode
    byte[] answer = WireClient.exchange(transport, server.addresses().getFirst(), query);
    assertThat(answer[2] & 0xff).as("QR, AA, RD").isEqualTo(0x85);
    assertThat(answer[3] & 0xff).as("CD").isEqualTo(0x10);
    query[2] = 0;
    query[3] = 0;
    answer = WireClient.exchange(transport, server.addresses().getFirst(), query);
    assertThat(answer[2] & 0xff).isEqualTo(0x84);
    assertThat(answer[3] & 0xff).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void everyIntermediateNameAnswersNsQueries(Transport transport) throws IOException {
    for (String name :
        List.of(
            EMPTY_NAME, FILLED_NAME, "ns." + APEX, "deep." + APEX, "_acme-challenge.ns." + APEX)) {
      assertNoData(ask(transport, name, Type.NS));
    }
  }

  private Message ask(Transport transport, String name, int type) throws IOException {
    return exchange(transport, Asking.query(name, type));
  }

  private Message exchange(Transport transport, byte[] query) throws IOException {
    byte[] answer = WireClient.exchange(transport, server.addresses().getFirst(), query);
    assertThat(answer).startsWith(query[0], query[1]);
    return Asking.parse(answer);
  }

  private static Message withOpt(String name, int size, int version, int flags) {
    Message query = Asking.message(name, Type.TXT);
    query.addRecord(new OPTRecord(size, 0, version, flags), Section.ADDITIONAL);
    return query;
  }

  private static byte[] chaos(String name, int type, int recordClass) {
    return Message.newQuery(Record.newRecord(Asking.name(name), type, recordClass)).toWire();
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static Record only(Message answer) {
    assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
    assertThat(answer.getSection(Section.ANSWER)).hasSize(1);
    return answer.getSection(Section.ANSWER).getFirst();
  }

  private static Set<String> rdata(Message answer, int section) {
    return answer.getSection(section).stream()
        .map(Record::rdataToString)
        .collect(Collectors.toSet());
  }

  private static void assertNoData(Message answer) {
    assertNegative(answer, Rcode.NOERROR);
  }

  private static void assertNxdomain(Message answer) {
    assertNegative(answer, Rcode.NXDOMAIN);
  }

  private static void assertNegative(Message answer, int rcode) {
    assertThat(answer.getRcode()).as("%s", answer).isEqualTo(rcode);
    assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
    assertThat(answer.getSection(Section.ANSWER)).isEmpty();
    assertThat(answer.getSection(Section.AUTHORITY)).hasSize(1);
    SOARecord soa = (SOARecord) answer.getSection(Section.AUTHORITY).getFirst();
    assertThat(soa.getName()).isEqualTo(Asking.name(APEX));
    assertThat(soa.getHost()).isEqualTo(Asking.name("ns." + APEX));
    assertThat(soa.getTTL()).isBetween(0L, 60L);
    assertThat(soa.getMinimum()).isBetween(0L, 60L);
  }

  private static void assertError(Message answer, int rcode) {
    assertThat(answer.getRcode()).as("%s", answer).isEqualTo(rcode);
    assertThat(answer.getHeader().getFlag(Flags.AA)).isFalse();
    assertThat(answer.getSection(Section.ANSWER)).isEmpty();
    assertThat(answer.getSection(Section.AUTHORITY)).isEmpty();
  }
}
