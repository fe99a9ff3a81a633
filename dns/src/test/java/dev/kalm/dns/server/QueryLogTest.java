package dev.kalm.dns.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kalm.dns.Asking;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueryLogTest {

  private static final UUID ID = UUID.fromString("8f14e45f-ceea-467f-ab5c-12d3bc9f6a11");
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00.123Z");

  /** One record is always the one that is being written. */
  private static final int CAPACITY = QueryRing.RECORDS;

  /** Collects only when it is read. */
  private final QueryLog log = new QueryLog(Duration.ofDays(1));

  private final QueryRing ring = log.newRing();
  private final ClientAddress client = new ClientAddress();

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void keepsAllThatIsToldOfAQuery() {
    InetSocketAddress v6 = new InetSocketAddress(InetAddress.ofLiteral("2001:db8::7"), 65535);
    client.set(v6);
    byte[] name = Asking.name("8F14e45f-ceea-467f-ab5c-12d3bc9f6a11.acme.myCluster.com.").toWire();
    ring.begin(client, Transport.TCP, NOW.toEpochMilli());
    ring.question(name, 0, name.length, 65535, 65535, true);
    ring.delegation(ID.getMostSignificantBits(), ID.getLeastSignificantBits());
    ring.end(4095, 70_000, true);

    assertThat(log.ofDelegation(ID))
        .containsExactly(
            new LoggedQuery(
                1,
                NOW,
                Optional.of(ID),
                "8F14e45f-ceea-467f-ab5c-12d3bc9f6a11.acme.myCluster.com.",
                false,
                65535,
                v6,
                Transport.TCP,
                OptionalInt.of(65535),
                true,
                4095,
                70_000,
                true));
    assertThat(log.ofOtherNames()).isEmpty();
  }

  @Test
  void aRecordTellsNothingOfTheOneThatStoodThereBefore() {
    InetSocketAddress v4 = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 53);
    for (int i = 0; i < QueryRing.RECORDS; i++) {
      tell(ring, "full." + "x".repeat(60) + ".example.", i, true);
    }
    log.notKept();
    client.set(v4);
    assertThat(ring.begin(client, Transport.UDP, NOW.toEpochMilli())).isTrue();
    ring.question(new byte[1], 0, 1, 2, 0, false);
    ring.end(5, 0, false);

    assertThat(log.ofOtherNames())
        .containsExactly(
            new LoggedQuery(
                QueryRing.RECORDS + 1,
                NOW,
                Optional.empty(),
                ".",
                false,
                2,
                v4,
                Transport.UDP,
                OptionalInt.empty(),
                false,
                5,
                0,
                false));
  }

  @Test
  void cutsLongNamesAtALabelAndSaysSo() {
    String label = "a".repeat(32);
    // 4 x 33 bytes and the root are 133; 136 are kept.
    String whole = (label + ".").repeat(4);
    tell(ring, whole, 1, false);
    tell(ring, whole + "bb.", 2, false);
    tell(ring, whole + "bbb.", 3, false);
    tell(ring, "c".repeat(63) + "." + "d".repeat(63) + "." + "e".repeat(63) + ".", 4, false);

    assertThat(log.ofOtherNames())
        .extracting(LoggedQuery::name)
        .containsExactly(
            whole,
            whole + "bb.",
            whole.substring(0, whole.length() - 1),
            "c".repeat(63) + "." + "d".repeat(63));
    assertThat(log.ofOtherNames())
        .extracting(LoggedQuery::nameCut)
        .containsExactly(false, false, true, true);
  }

  @Test
  void keepsTheLastOfEachDelegationAndOfAllOtherNames() {
    int rounds = QueryLog.MAX_OF_OTHER_NAMES + 10;
    for (int i = 0; i < rounds; i++) {
      tell(ring, "other.example.", i, false);
      tell(ring, "of.delegation.example.", 7, true);
      if (i % 100 == 0) {
        log.notKept();
      }
    }
    assertThat(log.ofDelegation(new UUID(7, 7)))
        .hasSize(QueryLog.MAX_OF_A_DELEGATION)
        .last()
        .extracting(LoggedQuery::sequence)
        .isEqualTo(2L * rounds);
    assertThat(log.ofOtherNames())
        .hasSize(QueryLog.MAX_OF_OTHER_NAMES)
        .first()
        .extracting(LoggedQuery::type)
        .isEqualTo(10);
    assertThat(log.notKept()).isZero();
  }

  @Test
  void forgetsTheDelegationThatWasAskedForLongestAgo() {
    for (int i = 0; i <= QueryLog.MAX_DELEGATIONS; i++) {
      tell(ring, "x.example.", i, true);
      if (i % 512 == 0) {
        tell(ring, "x.example.", 0, true);
        log.notKept();
      }
    }
    assertThat(log.ofDelegation(new UUID(0, 0))).isNotEmpty();
    assertThat(log.ofDelegation(new UUID(1, 1))).isEmpty();
    assertThat(log.ofDelegation(new UUID(2, 2))).isNotEmpty();
  }

  @Test
  void aFollowerGetsWhatIsNew() {
    assertThat(log.latest(0, 10)).isEmpty();
    for (int i = 1; i <= 5; i++) {
      tell(ring, "a.example.", i, i % 2 == 0);
    }
    assertThat(sequences(log.latest(0, 10))).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(sequences(log.latest(3, 10))).containsExactly(4L, 5L);
    assertThat(sequences(log.latest(0, 2))).containsExactly(4L, 5L);
    assertThat(log.latest(5, 10)).isEmpty();
    assertThat(sequences(log.latest(1_000_000, 10)))
        .as("the cursor of a log before a restart")
        .containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void allThreadsShareOneLogInTheOrderOfTime() {
    QueryRing other = log.newRing();
    for (int i = 0; i < 10; i++) {
      tell(i % 2 == 0 ? ring : other, "a.example.", i, false);
    }
    assertThat(log.ofOtherNames())
        .extracting(LoggedQuery::type)
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void collectsByItself() {
    try (QueryLog alive = new QueryLog()) {
      QueryRing full = alive.newRing();
      for (int i = 0; i < CAPACITY; i++) {
        tell(full, "a.example.", i, false);
      }
      await().until(() -> full.taken() == CAPACITY);
      assertThat(sequences(alive.latest(0, 1))).containsExactly((long) CAPACITY);
    }
  }

  @Test
  void ofAFloodTheFirstAreKeptAndTheOthersCounted() {
    for (int i = 0; i < 100_000; i++) {
      tell(ring, "a.example.", i, false);
    }
    assertThat(log.latest(0, Integer.MAX_VALUE))
        .hasSizeGreaterThanOrEqualTo(QueryRing.RECORDS)
        .first()
        .extracting(LoggedQuery::type)
        .isEqualTo(0);
    assertThat(log.notKept() + log.latest(0, Integer.MAX_VALUE).size()).isEqualTo(100_000);
    assertThat(log.notKept()).isPositive();
    tell(ring, "b.example.", 7, false);
    assertThat(log.ofOtherNames()).last().extracting(LoggedQuery::name).isEqualTo("b.example.");
  }

  @Test
  void aReaderNeverSeesATornRecord() throws Exception {
    byte[][] names = new byte[1 << 16][];
    for (int i = 0; i < names.length; i++) {
      names[i] = Asking.name(i + ".example.").toWire();
    }
    AtomicBoolean stop = new AtomicBoolean();
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; !stop.get(); i++) {
                tell(ring, names[i & 0xffff], i & 0xffff, true);
              }
            });
    List<LoggedQuery> seen = new ArrayList<>();
    long leftOut = 0;
    try {
      while (seen.size() < 20_000 || leftOut == 0) {
        leftOut += ring.take(record -> seen.add(record.toLoggedQuery(0)));
      }
    } finally {
      stop.set(true);
      writer.join();
    }
    for (LoggedQuery query : seen) {
      int number = query.type();
      assertThat(query.name()).isEqualTo(number + ".example.");
      assertThat(query.delegation()).contains(new UUID(number, number));
      assertThat(query.at()).isEqualTo(Instant.ofEpochMilli(number));
      assertThat(query.client().getPort()).isEqualTo(number);
      assertThat(query.answers()).isEqualTo(number);
    }
  }

  @Test
  void aMillionRecordsAllocateNothing() {
    byte[] name = Asking.name("8f14e45f-ceea-467f-ab5c-12d3bc9f6a11.acme.mycluster.com.").toWire();
    Runnable work =
        () -> {
          for (int i = 0; i < 1_000_000; i++) {
            if (ring.begin(client, Transport.UDP, i)) {
              ring.question(name, 0, name.length, 16, 1232, true);
              ring.delegation(1, i);
              ring.end(0, 1, false);
            }
          }
        };
    work.run();

    assertThat(Allocation.of(work)).isZero();
  }

  /** A record in which every field says the same number. */
  private static void tell(QueryRing ring, String name, int number, boolean delegation) {
    tell(ring, Asking.name(name).toWire(), number, delegation);
  }

  private static void tell(QueryRing ring, byte[] wire, int number, boolean delegation) {
    ClientAddress client = new ClientAddress();
    client.setIpv4(number, number & 0xffff);
    if (!ring.begin(client, Transport.UDP, number)) {
      return;
    }
    ring.question(wire, 0, wire.length, number & 0xffff, 0, false);
    if (delegation) {
      ring.delegation(number, number);
    }
    ring.end(0, number, false);
  }

  private static List<Long> sequences(List<LoggedQuery> queries) {
    return queries.stream().map(LoggedQuery::sequence).toList();
  }
}
