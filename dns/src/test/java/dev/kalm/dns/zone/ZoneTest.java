package dev.kalm.dns.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kalm.dns.Asking;
import dev.kalm.dns.HandClock;
import dev.kalm.dns.message.Name;
import dev.kalm.dns.zone.ZoneChange.AddDelegation;
import dev.kalm.dns.zone.ZoneChange.AddOwnTxt;
import dev.kalm.dns.zone.ZoneChange.AddTxt;
import dev.kalm.dns.zone.ZoneChange.RemoveDelegation;
import dev.kalm.dns.zone.ZoneChange.RemoveOwnTxt;
import dev.kalm.dns.zone.ZoneChange.RemoveTxt;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

class ZoneTest {

  private static final String APEX = "acme-d985e9.mycluster.com";
  private static final UUID ID = UUID.fromString("8f14e45f-ceea-467f-ab5c-12d3bc9f6a11");
  private static final String NAME = ID + "." + APEX;
  private static final Duration HOUR = Duration.ofHours(1);

  private final HandClock clock = new HandClock();
  private final Zone zone = new Zone(settings(APEX), clock);

  static ZoneSettings settings(String apex) {
    return ZoneSettings.of(
        Name.parse(apex),
        List.of(
            new NameServer(
                Name.parse("ns." + apex), List.of(InetAddress.ofLiteral("127.0.10.3")))));
  }

  @Test
  void aDelegationExistsFromItsCreationOn() {
    assertThat(rcode(NAME)).isEqualTo(Rcode.NXDOMAIN);
    zone.apply(List.of(new AddDelegation(ID)), 1);
    assertThat(rcode(NAME)).isEqualTo(Rcode.NOERROR);
    assertThat(texts(NAME)).isEmpty();
    assertThat(rcode("x." + NAME)).isEqualTo(Rcode.NXDOMAIN);
    zone.apply(List.of(new RemoveDelegation(ID)), 2);
    assertThat(rcode(NAME)).isEqualTo(Rcode.NXDOMAIN);
  }

  @Test
  void anyNumberOfValuesStandsAtOneName() {
    List<String> values = IntStream.range(0, 40).mapToObj("value-%d"::formatted).toList();
    zone.apply(
        values.stream().map(v -> (ZoneChange) new AddTxt(ID, v, clock.in(HOUR))).toList(), 1);
    assertThat(texts(NAME)).containsExactlyElementsOf(values);
    assertThat(zone.values(ID)).containsExactlyElementsOf(values);
  }

  @Test
  void theThousandAndFirstValueReplacesTheOneThatWouldLeaveFirst() {
    for (int i = 0; i <= TxtValues.MAX_VALUES; i++) {
      zone.apply(
          List.of(new AddTxt(ID, "value-" + i, clock.in(HOUR.plusSeconds(i == 5 ? -1 : i)))), i);
    }
    assertThat(zone.values(ID))
        .hasSize(TxtValues.MAX_VALUES)
        .doesNotContain("value-5")
        .contains("value-0");
  }

  @Test
  void aValueTwiceIsOneValueUntilTheLaterTime() {
    zone.apply(List.of(new AddTxt(ID, "v", clock.in(HOUR))), 1);
    zone.apply(List.of(new AddTxt(ID, "v", clock.in(HOUR.multipliedBy(2)))), 2);
    zone.apply(List.of(new AddTxt(ID, "v", clock.in(HOUR))), 3);
    assertThat(texts(NAME)).containsExactly("v");
    clock.advance(HOUR.multipliedBy(2).minusMillis(1));
    assertThat(texts(NAME)).containsExactly("v");
    clock.advance(Duration.ofMillis(1));
    assertThat(texts(NAME)).isEmpty();
  }

  @Test
  void eachValueLeavesByItselfAtItsOwnTime() {
    zone.apply(
        List.of(new AddTxt(ID, "short", clock.in(HOUR)), new AddTxt(ID, "forever", Instant.MAX)),
        1);
    clock.advance(HOUR);
    assertThat(texts(NAME)).containsExactly("forever");
    assertThat(zone.values(ID)).containsExactly("forever");
    zone.apply(List.of(new RemoveTxt(ID, "forever"), new RemoveTxt(ID, "never there")), 2);
    assertThat(texts(NAME)).isEmpty();
    assertThat(rcode(NAME)).as("the delegation outlives its values").isEqualTo(Rcode.NOERROR);
  }

  @Test
  void changesMayBeAppliedTwice() {
    List<ZoneChange> changes =
        List.of(
            new AddDelegation(ID),
            new AddTxt(ID, "v", clock.in(HOUR)),
            new AddDelegation(ID),
            new RemoveDelegation(UUID.randomUUID()),
            new RemoveTxt(UUID.randomUUID(), "x"),
            new RemoveOwnTxt(Name.parse("x." + APEX), "x"));
    zone.apply(changes, 7);
    zone.apply(changes, 7);
    assertThat(texts(NAME)).containsExactly("v");
    assertThat(zone.size()).isOne();
    assertThat(zone.serial()).isEqualTo(7);
  }

  @Test
  void theSerialNeverFallsAndItsLow32BitsStandInTheSoa() {
    zone.apply(List.of(), 9);
    zone.apply(List.of(new AddDelegation(ID)), 8);
    assertThat(zone.serial()).isEqualTo(9);
    assertThat(zone.hasDelegation(ID)).as("a late change counts").isTrue();
    zone.apply(List.of(), (3L << 32) + 5);
    SOARecord soa = (SOARecord) ask(APEX, Type.SOA).getSection(Section.ANSWER).getFirst();
    assertThat(soa.getSerial()).isEqualTo(5);
    assertThatThrownBy(() -> zone.load(List.of(), 9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(APEX)
        .hasMessageContaining("newer");
  }

  @Test
  void aLoadReplacesEverything() {
    UUID other = UUID.randomUUID();
    zone.apply(
        List.of(new AddTxt(ID, "old", clock.in(HOUR)), new AddOwnTxt(own(), "old", clock.in(HOUR))),
        1);
    zone.load(List.of(new AddTxt(other, "new", clock.in(HOUR))), 2);
    assertThat(zone.hasDelegation(ID)).isFalse();
    assertThat(zone.ownValues(own())).isEmpty();
    assertThat(texts(other + "." + APEX)).containsExactly("new");
    assertThat(zone.serial()).isEqualTo(2);
  }

  @Test
  void aRefusedOrBrokenChangeLeavesTheZoneAsItWas() {
    ZoneChange stranger =
        new AddOwnTxt(Name.parse("_acme-challenge.other.org"), "v", clock.in(HOUR));
    List<ZoneChange> changes = List.of(new AddDelegation(ID), stranger);
    assertThatThrownBy(() -> zone.apply(changes, 1))
        .hasMessageContaining("_acme-challenge.other.org.");
    assertThatThrownBy(() -> zone.load(changes, 1))
        .hasMessageContaining("_acme-challenge.other.org.");
    assertThat(zone.size()).isZero();
    assertThat(zone.serial()).isZero();
    assertThatThrownBy(
            () -> new AddTxt(ID, "x".repeat(ZoneChange.MAX_VALUE_LENGTH + 1), Instant.MAX))
        .hasMessageContaining(ID.toString());
  }

  @Test
  void ownNamesExistWhileTheyHoldSomethingAndSoDoesWhatStandsBetween() {
    Name owner = Name.parse("_acme-challenge.deep.er." + APEX);
    zone.apply(List.of(new AddOwnTxt(owner, "v", clock.in(HOUR))), 1);
    assertThat(texts("_ACME-challenge.deep.er." + APEX)).containsExactly("v");
    assertThat(rcode("deep.er." + APEX)).isEqualTo(Rcode.NOERROR);
    assertThat(rcode("er." + APEX)).isEqualTo(Rcode.NOERROR);
    assertThat(rcode("x.er." + APEX)).isEqualTo(Rcode.NXDOMAIN);
    assertThat(zone.ownValues(owner)).containsExactly("v");
    zone.apply(List.of(new RemoveOwnTxt(owner, "v")), 2);
    assertThat(rcode("er." + APEX)).isEqualTo(Rcode.NXDOMAIN);
  }

  @Test
  void longValuesBecomeSeveralStrings() {
    String value = "ä".repeat(400);
    zone.apply(
        List.of(new AddTxt(ID, value, clock.in(HOUR)), new AddTxt(ID, "", clock.in(HOUR))), 1);
    List<org.xbill.DNS.Record> records = ask(NAME, Type.TXT).getSection(Section.ANSWER);
    assertThat(((TXTRecord) records.getFirst()).getStringsAsByteArrays())
        .extracting(s -> s.length)
        .containsExactly(255, 255, 255, 35);
    assertThat(((TXTRecord) records.getLast()).getStrings()).containsExactly("");
    assertThat(zone.values(ID)).containsExactly(value, "");
  }

  @Test
  void newSettingsKeepDelegationsAndValues() {
    zone.apply(List.of(new AddTxt(ID, "v", clock.in(HOUR))), 1);
    InetAddress second = InetAddress.ofLiteral("::1");
    zone.configure(
        zone.settings()
            .withNameServers(List.of(new NameServer(Name.parse("ns2." + APEX), List.of(second))))
            .withTtls(Duration.ZERO, Duration.ofSeconds(60)),
        2);
    assertThat(rcode("ns." + APEX)).isEqualTo(Rcode.NXDOMAIN);
    assertThat(ask("ns2." + APEX, Type.AAAA).getSection(Section.ANSWER)).hasSize(1);
    Message answer = ask(NAME, Type.TXT);
    assertThat(Asking.texts(answer)).containsExactly("v");
    assertThat(answer.getSection(Section.ANSWER).getFirst().getTTL()).isZero();
    assertThatThrownBy(() -> zone.configure(settings("other.org"), 3))
        .hasMessageContaining("other.org.");
  }

  @Test
  void ttlsBeyondAMinuteAreRefused() {
    assertThatThrownBy(() -> settings(APEX).withTtls(Duration.ofSeconds(61), Duration.ZERO))
        .hasMessageContaining(APEX);
    assertThatThrownBy(() -> settings(APEX).withTtls(Duration.ZERO, Duration.ofSeconds(-1)))
        .hasMessageContaining(APEX);
    assertThatThrownBy(() -> ZoneSettings.of(Name.parse(APEX), List.of()))
        .hasMessageContaining("name server");
  }

  @Test
  void aQuestionSeesAllOfAChangeOrNothing() throws InterruptedException {
    int writers = 3;
    int rounds = 300;
    UUID pair = UUID.randomUUID();
    Runnable check =
        () -> {
          List<String> texts = texts(pair + "." + APEX);
          assertThat(texts.size()).as("values come and go in pairs: %s", texts).isIn(0, 2, 4, 6);
        };
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    List<Thread> threads = new ArrayList<>();
    AtomicLong serial = new AtomicLong();
    for (int w = 0; w < writers; w++) {
      String name = "w" + w;
      threads.add(
          Thread.ofPlatform()
              .unstarted(() -> {
                for (int i = 0; i < rounds; i++) {
                  UUID own = UUID.nameUUIDFromBytes((name + i).getBytes(StandardCharsets.UTF_8));
                  zone.apply(
                      List.of(
                          new AddTxt(pair, name + "a", clock.in(HOUR)),
                          new AddTxt(pair, name + "b", clock.in(HOUR)),
                          new AddDelegation(own)),
                      serial.incrementAndGet());
                  zone.apply(
                      List.of(new RemoveTxt(pair, name + "a"), new RemoveTxt(pair, name + "b")),
                      serial.incrementAndGet());
                }
              }));
    }
    Thread reader =
        Thread.ofPlatform()
            .unstarted(() -> {
              while (threads.stream().anyMatch(Thread::isAlive)) {
                check.run();
              }
            });
    reader.setUncaughtExceptionHandler((_, failure) -> failures.add(failure));
    threads.forEach(Thread::start);
    reader.start();
    for (Thread thread : threads) {
      thread.join();
    }
    reader.join();
    assertThat(failures).isEmpty();
    assertThat(zone.size()).as("no writer's change is lost").isEqualTo(writers * rounds + 1);
    assertThat(zone.serial()).isEqualTo(2L * writers * rounds);
  }

  @Test
  void aLoadIsNeverSeenHalf() throws InterruptedException {
    UUID first = UUID.randomUUID();
    UUID last = UUID.randomUUID();
    List<ZoneChange> snapshot = new ArrayList<>(List.of(new AddDelegation(first)));
    for (int i = 0; i < 2000; i++) {
      snapshot.add(new AddDelegation(UUID.randomUUID()));
    }
    snapshot.add(new AddDelegation(last));
    zone.load(snapshot, 1);
    Thread loader =
        Thread.ofPlatform()
            .start(() -> {
              for (int serial = 2; serial < 60; serial++) {
                zone.load(snapshot, serial);
              }
            });
    int seen = 0;
    while (loader.isAlive()) {
      assertThat(rcode(first + "." + APEX)).isEqualTo(Rcode.NOERROR);
      assertThat(rcode(last + "." + APEX)).isEqualTo(Rcode.NOERROR);
      seen++;
    }
    loader.join();
    assertThat(seen).isPositive();
    assertThat(zone.serial()).isEqualTo(59);
  }

  private static Name own() {
    return Name.parse("_acme-challenge." + APEX);
  }

  private Message ask(String name, int type) {
    return Asking.ask(zone, Asking.message(name, type), clock.millis());
  }

  private int rcode(String name) {
    return ask(name, Type.TXT).getRcode();
  }

  private List<String> texts(String name) {
    return Asking.texts(ask(name, Type.TXT));
  }
}
