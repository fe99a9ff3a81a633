package dev.kalm.dns.server;

import static dev.kalm.dns.server.ServedZone.APEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.dns.Asking;
import dev.kalm.dns.dnssec.ZoneKey;
import dev.kalm.dns.server.DnsServerSettings.Answers;
import dev.kalm.dns.zone.Denial;
import dev.kalm.dns.zone.SigningKey;
import dev.kalm.dns.zone.ZoneChange.AddTxt;
import dev.kalm.dns.zone.ZoneSigning;
import dev.kalm.dns.zone.ZoneTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * How much larger than its query an answer over UDP can be: what somebody who forges addresses
 * would gain. {@code docs/dns-server.md} states the figures that are printed here.
 */
class AmplificationTest {

  private static final int[] TYPES = {
    Type.A,
    Type.NS,
    Type.SOA,
    Type.TXT,
    Type.AAAA,
    Type.DS,
    Type.RRSIG,
    Type.NSEC,
    Type.DNSKEY,
    Type.CDS,
    Type.CDNSKEY,
    Type.HTTPS,
    Type.ANY,
    Type.CAA
  };

  /** One for each kind of name; the filled one has the two values of a wildcard and its apex. */
  private static final List<String> NAMES =
      List.of(
          APEX,
          "ns." + APEX,
          "_acme-challenge." + APEX,
          "deep." + APEX,
          ServedZone.FILLED_NAME,
          ServedZone.EMPTY_NAME,
          "nosuch." + APEX,
          "x." + ServedZone.FILLED_NAME,
          "example.org.");

  private static final Comparator<Exchange> BY_RATIO = Comparator.comparingDouble(Exchange::ratio);

  /** What a query offers. */
  private enum Offer {
    NO_EDNS,
    EDNS,
    DO
  }

  private record Exchange(String name, int type, Offer offer, int asked, int answered) {

    double ratio() {
      return (double) answered / asked;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%.1f (%d bytes for %d), %s %s, %s",
          ratio(),
          answered,
          asked,
          name,
          Type.string(type),
          offer);
    }
  }

  private final ServedZone served = new ServedZone();

  @Test
  void anUnsignedZoneAnswersWithLittleMoreThanItIsAsked() {
    assertThat(worst("unsigned", Offer.values()).ratio()).isLessThan(3.5);
  }

  @ParameterizedTest
  @EnumSource(Denial.class)
  void aSignedZoneAnswersWithItsSignaturesThoseWhoAskForThem(Denial denial) {
    Exchange unsigned = worst("unsigned", Offer.NO_EDNS, Offer.EDNS);
    sign(denial, 1);
    assertThat(worst("signed, without DO", Offer.NO_EDNS, Offer.EDNS)).isEqualTo(unsigned);
    assertThat(worst("signed with " + denial, Offer.DO).ratio()).isLessThan(12.5);
    sign(denial, 2);
    assertThat(worst("in a rollover with " + denial, Offer.DO).ratio()).isLessThan(12.5);
  }

  /** The largest answer of all: a name that many orders share. */
  @Test
  void aNameWithManyValuesIsBoundedByTheDatagram() {
    QueryPipeline pipeline = pipeline(RateLimit.OFF);
    UUID id = UUID.fromString("12121212-1212-4121-8121-121212121212");
    List<Exchange> all = new ArrayList<>();
    for (int i = 0; i < ServedZone.CROWD; i++) {
      String value = ServedZone.OTHER_VALUE.substring(2) + (10 + i);
      served.zone.apply(
          List.of(new AddTxt(id, value, served.clock.in(Duration.ofHours(1)))), 100 + i);
      all.add(exchange(pipeline, id + "." + APEX, Type.TXT, Offer.EDNS));
    }
    Exchange worst = all.stream().max(BY_RATIO).orElseThrow();
    System.out.println("Amplification, as many values as fit: " + worst);

    assertThat(worst.answered()).isBetween(1100, 1232);
    assertThat(worst.ratio()).isLessThan(13.5);
    assertThat(all.getLast().ratio()).as("with TC=1").isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Denial.class)
  void whoeverIsLimitedGetsNoMoreThanWasSent(Denial denial) {
    sign(denial, 2);
    RateLimit limit = new RateLimit(RateLimit.MIN, List.of());
    QueryPipeline pipeline = pipeline(limit);
    for (int i = 0; i < RateLimit.MIN; i++) {
      exchange(pipeline, APEX, Type.NS, Offer.DO);
    }
    for (Exchange exchange : exchanges(pipeline, Offer.values())) {
      assertThat(exchange.ratio()).as("%s", exchange).isEqualTo(1);
    }
  }

  /** Prints the worst answer of each name, and returns the worst of all. */
  private Exchange worst(String what, Offer... offers) {
    List<Exchange> worstOfEachName =
        exchanges(pipeline(RateLimit.OFF), offers).stream()
            .collect(Collectors.groupingBy(Exchange::name, Collectors.maxBy(BY_RATIO)))
            .values()
            .stream()
            .flatMap(Optional::stream)
            .sorted(BY_RATIO.reversed())
            .toList();
    System.out.println("Amplification, " + what + ":");
    worstOfEachName.forEach(exchange -> System.out.println("  " + exchange));
    return worstOfEachName.getFirst();
  }

  private List<Exchange> exchanges(QueryPipeline pipeline, Offer... offers) {
    List<Exchange> exchanges = new ArrayList<>();
    for (String name : NAMES) {
      for (int type : TYPES) {
        for (Offer offer : offers) {
          exchanges.add(exchange(pipeline, name, type, offer));
        }
      }
    }
    return exchanges;
  }

  private Exchange exchange(QueryPipeline pipeline, String name, int type, Offer offer) {
    Message message = Asking.message(name, type);
    if (offer != Offer.NO_EDNS) {
      int flags = offer == Offer.DO ? ExtendedFlags.DO : 0;
      message.addRecord(new OPTRecord(65535, 0, 0, flags), Section.ADDITIONAL);
    }
    byte[] query = message.toWire();
    ClientAddress client = new ClientAddress();
    client.setIpv4(0xc0000201, 53);
    pipeline.beginBatch();
    int answered = pipeline.answer(query, query.length, client, Transport.UDP);
    return new Exchange(name, type, offer, query.length, answered);
  }

  private QueryPipeline pipeline(RateLimit limit) {
    return new QueryPipeline.Shared(
            new ZoneTable(served.zone),
            new Answers(Optional.empty(), CookieSecrets.random(), limit),
            new QueryLog(Duration.ofDays(1)),
            served.clock)
        .newPipeline();
  }

  private void sign(Denial denial, int keys) {
    List<SigningKey> signing =
        IntStream.range(0, keys)
            .mapToObj(i -> new SigningKey(ZoneKey.generate(), i == 0, true))
            .toList();
    served.zone.configure(
        served.zone.settings().withSigning(Optional.of(new ZoneSigning(signing, denial))), 200);
  }
}
