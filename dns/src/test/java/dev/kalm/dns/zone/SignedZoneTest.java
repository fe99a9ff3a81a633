package dev.kalm.dns.zone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.dns.Asking;
import dev.kalm.dns.HandClock;
import dev.kalm.dns.dnssec.ZoneKey;
import dev.kalm.dns.message.Answer;
import dev.kalm.dns.message.MessageWriter;
import dev.kalm.dns.message.Name;
import dev.kalm.dns.message.Query;
import dev.kalm.dns.zone.ZoneChange.AddDelegation;
import dev.kalm.dns.zone.ZoneChange.AddOwnTxt;
import dev.kalm.dns.zone.ZoneChange.AddTxt;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DNSSEC.DNSSECException;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Every answer of a signed zone is verified by dnsjava with the keys that the zone shows. */
class SignedZoneTest {

  private static final String APEX = "acme-d985e9.mycluster.com.";
  private static final UUID FILLED = UUID.fromString("8f14e45f-ceea-467f-ab5c-12d3bc9f6a11");
  private static final UUID EMPTY = UUID.fromString("00000000-0000-4000-8000-00000000000a");
  private static final String FILLED_NAME = FILLED + "." + APEX;
  private static final String EMPTY_NAME = EMPTY + "." + APEX;
  private static final int NXNAME = 128;
  private static final int COMPACT_ANSWERS_OK = 0x4000;

  private final HandClock clock = new HandClock();
  private final ZoneKey key = ZoneKey.generate();

  private Zone zone(Denial denial, SigningKey... keys) {
    ZoneSettings settings =
        ZoneSettings.of(
                Name.parse(APEX),
                List.of(
                    new NameServer(
                        Name.parse("ns." + APEX),
                        List.of(
                            InetAddress.ofLiteral("127.0.10.3"),
                            InetAddress.ofLiteral("2001:db8::3")))))
            .withApexCaa(List.of(new Caa(0, "issue", "letsencrypt.org")))
            .withSigning(Optional.of(new ZoneSigning(List.of(keys), denial)));
    Zone zone = new Zone(settings, clock);
    zone.apply(
        List.of(
            new AddTxt(FILLED, "first", clock.in(Duration.ofDays(30))),
            new AddTxt(FILLED, "second", clock.in(Duration.ofDays(30))),
            new AddDelegation(EMPTY),
            new AddOwnTxt(Name.parse("a.deep." + APEX), "own", clock.in(Duration.ofDays(30)))),
        1);
    return zone;
  }

  private Zone zone(Denial denial) {
    return zone(denial, new SigningKey(key, true, true));
  }

  @ParameterizedTest
  @EnumSource(Denial.class)
  void everyRrsetIsSigned(Denial denial) throws DNSSECException {
    Zone zone = zone(denial);
    for (int type : new int[] {Type.SOA, Type.NS, Type.CAA, Type.DNSKEY, Type.CDS, Type.CDNSKEY}) {
      assertThat(verified(zone, ask(zone, APEX, type)).getFirst().getType()).isEqualTo(type);
    }
    assertThat(verified(zone, ask(zone, "ns." + APEX, Type.AAAA))).hasSize(1);
    assertThat(verified(zone, ask(zone, FILLED_NAME, Type.TXT)).getFirst().rrs()).hasSize(2);
    assertThat(verified(zone, ask(zone, "a.deep." + APEX, Type.TXT))).hasSize(1);
    assertThat(verified(zone, ask(zone, FILLED_NAME.toUpperCase(), Type.ANY))).hasSize(1);
    assertThat(verified(zone, ask(zone, APEX, Type.NS)))
        .as("NS with the addresses beside it")
        .hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(Denial.class)
  void anAbsentTypeIsProvedByTheNamesOwnRecord(Denial denial) throws DNSSECException {
    Zone zone = zone(denial);
    assertTypes(zone, EMPTY_NAME, Type.TXT, Type.NSEC, Type.RRSIG);
    assertTypes(zone, FILLED_NAME, Type.CAA, Type.TXT, Type.NSEC, Type.RRSIG);
    assertTypes(zone, "deep." + APEX, Type.A, Type.NSEC, Type.RRSIG);
    assertTypes(zone, "ns." + APEX, Type.TXT, Type.A, Type.AAAA, Type.NSEC, Type.RRSIG);
    assertTypes(
        zone,
        APEX,
        Type.DS,
        Type.NS,
        Type.SOA,
        Type.RRSIG,
        Type.NSEC,
        Type.DNSKEY,
        Type.CDS,
        Type.CDNSKEY,
        Type.CAA);
  }

  private void assertTypes(Zone zone, String name, int asked, Integer... types)
      throws DNSSECException {
    Message answer = ask(zone, name, asked);
    assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(answer.getSection(Section.ANSWER)).isEmpty();
    List<RRset> proof = verified(zone, answer);
    assertThat(proof).extracting(RRset::getType).containsExactlyInAnyOrder(Type.SOA, Type.NSEC);
    NSECRecord nsec = nsecs(answer).getFirst();
    assertThat(nsec.getName()).isEqualTo(Asking.name(name));
    assertThat(nsec.getNext()).isEqualTo(Asking.name("\\000." + name));
    assertThat(Arrays.stream(nsec.getTypes()).boxed()).containsExactlyInAnyOrder(types);
  }

  @Test
  void aNameThatIsNotIsProvedByNxname() throws DNSSECException {
    Zone zone = zone(Denial.COMPACT);
    String name = "x." + FILLED_NAME;
    Message answer = ask(zone, name, Type.TXT);
    assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
    verified(zone, answer);
    NSECRecord nsec = nsecs(answer).getFirst();
    assertThat(nsec.getName()).isEqualTo(Asking.name(name));
    assertThat(nsec.getTypes()).containsExactlyInAnyOrder(Type.NSEC, Type.RRSIG, NXNAME);
    assertThat(flags(answer) & COMPACT_ANSWERS_OK).isZero();

    Message restored = ask(zone, name, Type.TXT, ExtendedFlags.DO | COMPACT_ANSWERS_OK);
    assertThat(restored.getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(flags(restored) & COMPACT_ANSWERS_OK).isNotZero();
    assertThat(ask(zone, name, Type.TXT, 0).getRcode()).isEqualTo(Rcode.NXDOMAIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nosuch.",
        "x.y.z.",
        "x.8f14e45f-ceea-467f-ab5c-12d3bc9f6a11.",
        "x.ns.",
        "\\000.ns.",
        "!.",
        "8f14e45f-ceea-467f-ab5c-12d3bc9f6a12."
      })
  void aNameThatIsNotIsProvedByWhatStandsAroundIt(String below) throws DNSSECException {
    Zone zone = zone(Denial.NSEC);
    org.xbill.DNS.Name name = Asking.name(below + APEX);
    Message answer = ask(zone, below + APEX, Type.TXT);
    assertThat(answer.getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(verified(zone, answer)).hasSizeGreaterThanOrEqualTo(2);
    assertThat(nsecs(answer)).anyMatch(nsec -> covers(nsec, name));
    org.xbill.DNS.Name encloser = new org.xbill.DNS.Name(name, 1);
    while (ask(zone, encloser.toString(), Type.TXT).getRcode() == Rcode.NXDOMAIN) {
      encloser = new org.xbill.DNS.Name(encloser, 1);
    }
    org.xbill.DNS.Name wildcard = Asking.name("*." + encloser);
    assertThat(nsecs(answer)).anyMatch(nsec -> covers(nsec, wildcard));
    for (NSECRecord nsec : nsecs(answer)) {
      for (String existing : List.of(FILLED_NAME, EMPTY_NAME, "ns." + APEX, "a.deep." + APEX)) {
        assertThat(covers(nsec, Asking.name(existing)))
            .as("%s denies %s", nsec, existing)
            .isFalse();
      }
    }
  }

  @Test
  void aProofThatNamesANeighbourIsNotKeptBeyondAChangeOfThatNeighbour() throws DNSSECException {
    Zone zone = zone(Denial.NSEC);
    String below = "\\000." + EMPTY_NAME;
    assertThat(typesAt(ask(zone, below, Type.A), EMPTY_NAME)).doesNotContain(Type.TXT);
    zone.apply(List.of(new AddTxt(EMPTY, "now", Instant.MAX)), 2);
    Message answer = ask(zone, below, Type.A);
    verified(zone, answer);
    assertThat(typesAt(answer, EMPTY_NAME)).contains(Type.TXT);
  }

  private static int[] typesAt(Message answer, String owner) {
    return nsecs(answer).stream()
        .filter(nsec -> nsec.getName().equals(Asking.name(owner)))
        .findFirst()
        .orElseThrow()
        .getTypes();
  }

  private static boolean covers(NSECRecord nsec, org.xbill.DNS.Name name) {
    boolean last = nsec.getNext().equals(Asking.name(APEX));
    return nsec.getName().compareTo(name) < 0 && (last || name.compareTo(nsec.getNext()) < 0);
  }

  @Test
  void whoDoesNotAskForSignaturesGetsNone() {
    Zone zone = zone(Denial.COMPACT);
    for (String name : List.of(APEX, FILLED_NAME, EMPTY_NAME, "nosuch." + APEX)) {
      Message answer = ask(zone, name, Type.TXT, 0);
      for (int section : new int[] {Section.ANSWER, Section.AUTHORITY}) {
        assertThat(answer.getSection(section))
            .extracting(Record::getType)
            .doesNotContain(Type.RRSIG, Type.NSEC);
      }
    }
  }

  @Test
  void aQuestionForSignaturesOrForTheProofItselfIsAnswered() throws DNSSECException {
    Zone zone = zone(Denial.COMPACT);
    assertThat(ask(zone, FILLED_NAME, Type.RRSIG).getSection(Section.ANSWER))
        .extracting(Record::getType)
        .containsExactly(Type.RRSIG);
    assertThat(verified(zone, ask(zone, FILLED_NAME, Type.NSEC)).getFirst().getType())
        .isEqualTo(Type.NSEC);
    assertThat(ask(zone, FILLED_NAME, Type.NSEC).getSection(Section.ANSWER)).hasSize(2);
    // Said to be there, such a name has an NSEC record: to deny that would prove nothing.
    assertThat(verified(zone, ask(zone, "nosuch." + APEX, Type.NSEC)).getFirst().getType())
        .isEqualTo(Type.NSEC);
    Message denied = ask(zone(Denial.NSEC), "nosuch." + APEX, Type.NSEC);
    assertThat(denied.getSection(Section.ANSWER)).isEmpty();
    assertThat(denied.getRcode()).isEqualTo(Rcode.NXDOMAIN);
  }

  @Test
  void signaturesAreBackdatedKeptAndMadeAnewInTime() throws DNSSECException {
    Zone zone = zone(Denial.COMPACT);
    RRSIGRecord first = signature(ask(zone, FILLED_NAME, Type.TXT));
    assertThat(first.getTimeSigned())
        .isBeforeOrEqualTo(clock.instant().minus(ZoneSigner.BACKDATED));
    assertThat(first.getExpire()).isAfter(clock.instant().plus(ZoneSigner.REFRESH_BEFORE));
    clock.advance(Duration.ofDays(3));
    assertThat(signature(ask(zone, FILLED_NAME, Type.TXT))).isEqualTo(first);
    clock.advance(Duration.ofDays(1).plusSeconds(1));
    RRSIGRecord second = signature(ask(zone, FILLED_NAME, Type.TXT));
    assertThat(second.getExpire()).isAfter(first.getExpire());
    verified(zone, ask(zone, EMPTY_NAME, Type.TXT));
  }

  @Test
  void aChangeOfValuesIsSignedAtOnce() throws DNSSECException {
    Zone zone = zone(Denial.COMPACT);
    verified(zone, ask(zone, FILLED_NAME, Type.TXT));
    zone.apply(List.of(new AddTxt(FILLED, "third", Instant.MAX)), 2);
    assertThat(verified(zone, ask(zone, FILLED_NAME, Type.TXT)).getFirst().rrs()).hasSize(3);
    clock.advance(Duration.ofDays(30));
    assertThat(verified(zone, ask(zone, FILLED_NAME, Type.TXT)).getFirst().rrs()).hasSize(1);
    assertThat(verified(zone, ask(zone, EMPTY_NAME, Type.TXT)))
        .as("the SOA has a new serial and a new signature")
        .hasSize(2);
  }

  @Test
  void inARolloverBothKeysAreShownAndSignTheKeysAndOneSignsTheRest() throws DNSSECException {
    ZoneKey next = ZoneKey.generate();
    Zone zone =
        zone(Denial.COMPACT, new SigningKey(key, true, true), new SigningKey(next, false, true));
    Message keys = ask(zone, APEX, Type.DNSKEY);
    assertThat(signatures(keys))
        .extracting(RRSIGRecord::getFootprint)
        .containsExactlyInAnyOrder(key.tag(), next.tag());
    assertThat(ask(zone, APEX, Type.CDS).getSection(Section.ANSWER))
        .filteredOn(record -> record.getType() == Type.CDS)
        .hasSize(2);
    assertThat(signature(ask(zone, FILLED_NAME, Type.TXT)).getFootprint()).isEqualTo(key.tag());
    zone.configure(
        zone.settings()
            .withSigning(
                Optional.of(
                    new ZoneSigning(
                        List.of(
                            new SigningKey(key, false, false), new SigningKey(next, true, true)),
                        Denial.COMPACT))),
        2);
    assertThat(signature(ask(zone, FILLED_NAME, Type.TXT)).getFootprint()).isEqualTo(next.tag());
    verified(zone, ask(zone, FILLED_NAME, Type.TXT));
    zone.configure(zone.settings().withSigning(Optional.empty()), 3);
    assertThat(signatures(ask(zone, FILLED_NAME, Type.TXT))).isEmpty();
  }

  @Test
  void aFloodOfNamesIsSentToTcpInsteadOfBeingSigned() {
    Zone zone = zone(Denial.COMPACT);
    int truncated = 0;
    for (int i = 0; i < ZoneSigner.MAX_SIGNATURES_PER_SECOND + 100; i++) {
      truncated += overUdp(zone, "n" + i + "." + APEX).getHeader().getFlag(Flags.TC) ? 1 : 0;
    }
    assertThat(truncated).isGreaterThanOrEqualTo(100);
    assertThat(overUdp(zone, "n1." + APEX).getHeader().getFlag(Flags.TC))
        .as("what is signed already")
        .isFalse();
    assertThat(nsecs(ask(zone, "fresh." + APEX, Type.TXT))).as("over TCP").hasSize(1);
    clock.advance(Duration.ofSeconds(1));
    assertThat(overUdp(zone, "later." + APEX).getHeader().getFlag(Flags.TC)).isFalse();
  }

  private Message overUdp(Zone zone, String name) {
    Message message = Asking.message(name, Type.TXT);
    message.addRecord(new OPTRecord(1232, 0, 0, ExtendedFlags.DO), Section.ADDITIONAL);
    byte[] bytes = message.toWire();
    Query query = new Query();
    assertThat(query.readHeader(bytes, bytes.length) && query.readQuestion()).isTrue();
    assertThat(query.readRecords()).isTrue();
    Answer answer = new Answer();
    zone.answer(query, true, clock.millis(), answer);
    MessageWriter writer = new MessageWriter();
    int length = writer.write(query, answer, 1232);
    return Asking.parse(Arrays.copyOf(writer.buffer(), length));
  }

  private Message ask(Zone zone, String name, int type) {
    return ask(zone, name, type, ExtendedFlags.DO);
  }

  private Message ask(Zone zone, String name, int type, int flags) {
    Message message = Asking.message(name, type);
    message.addRecord(new OPTRecord(1232, 0, 0, flags), Section.ADDITIONAL);
    return Asking.ask(zone, message, clock.millis());
  }

  /** All RRsets of all sections but OPT, each with a signature that holds now. */
  private List<RRset> verified(Zone zone, Message answer) throws DNSSECException {
    List<DNSKEYRecord> keys = new ArrayList<>();
    for (Record record : ask(zone, APEX, Type.DNSKEY).getSection(Section.ANSWER)) {
      if (record instanceof DNSKEYRecord dnskey) {
        keys.add(dnskey);
      }
    }
    List<RRset> rrsets = new ArrayList<>();
    for (int section : new int[] {Section.ANSWER, Section.AUTHORITY, Section.ADDITIONAL}) {
      for (RRset rrset : answer.getSectionRRsets(section)) {
        if (rrset.getType() == Type.OPT) {
          continue;
        }
        assertThat(rrset.sigs()).as("signatures of %s", rrset).isNotEmpty();
        for (RRSIGRecord signature : rrset.sigs()) {
          DNSKEYRecord by =
              keys.stream()
                  .filter(candidate -> candidate.getFootprint() == signature.getFootprint())
                  .findFirst()
                  .orElseThrow();
          DNSSEC.verify(rrset, signature, by, clock.instant());
        }
        rrsets.add(rrset);
      }
    }
    assertThat(rrsets).isNotEmpty();
    return rrsets;
  }

  private static List<RRSIGRecord> signatures(Message answer) {
    return answer.getSection(Section.ANSWER).stream()
        .filter(RRSIGRecord.class::isInstance)
        .map(RRSIGRecord.class::cast)
        .toList();
  }

  private static RRSIGRecord signature(Message answer) {
    return signatures(answer).getFirst();
  }

  private static List<NSECRecord> nsecs(Message answer) {
    return answer.getSection(Section.AUTHORITY).stream()
        .filter(NSECRecord.class::isInstance)
        .map(NSECRecord.class::cast)
        .toList();
  }

  private static int flags(Message answer) {
    return answer.getOPT().getFlags();
  }
}
