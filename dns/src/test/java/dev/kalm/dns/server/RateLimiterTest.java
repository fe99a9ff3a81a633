package dev.kalm.dns.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

  private static final long START = 1_700_000_000_000L;
  private static final int RATE = 200;

  private final RateLimiter limiter = limiter(RATE);

  @Test
  void aPrefixGetsItsBurstAndThenItsRate() {
    assertThat(granted(limiter, client("192.0.2.1"), 1000, START)).isEqualTo(RATE);
    assertThat(granted(limiter, client("192.0.2.1"), 1000, START + 100)).isEqualTo(RATE / 10);
    assertThat(granted(limiter, client("192.0.2.1"), 1000, START + 100_000)).isEqualTo(RATE);
  }

  @Test
  void neighboursShareAndOthersDoNot() {
    granted(limiter, client("192.0.2.1"), 1000, START);
    granted(limiter, client("2001:db8:0:1200::1"), 1000, START);

    assertThat(granted(limiter, client("192.0.2.255"), 1000, START)).isZero();
    assertThat(granted(limiter, client("192.0.3.1"), 1000, START)).isEqualTo(RATE);
    assertThat(granted(limiter, client("2001:db8:0:12ff:1::"), 1000, START)).isZero();
    assertThat(granted(limiter, client("2001:db8:0:1300::1"), 1000, START)).isEqualTo(RATE);
  }

  @Test
  void whoAsksNoMoreThanTheRateIsNeverLimited() {
    ClientAddress ca = client("203.0.113.5");
    int step = 1000 / RATE;
    for (long at = 0; at < 60_000; at += step) {
      assertThat(limiter.mayAnswer(ca, START + at)).as("at %d ms", at).isTrue();
    }
  }

  @Test
  void aFloodOfForgedAddressesLimitsNobodyElseAndFreesNobody() {
    ClientAddress flooded = client("192.0.2.1");
    ClientAddress ca = client("203.0.113.5");
    ClientAddress forged = new ClientAddress();
    granted(limiter, flooded, 1000, START);
    int freed = 0;
    for (int second = 0; second < 10; second++) {
      // 100,000 prefixes: more than there are buckets.
      for (int i = 0; i < 100_000; i++) {
        forged.setIpv4(0x0a00_0000 + (i << 8), 53);
        assertThat(limiter.mayAnswer(forged, START + 1000L * second)).isTrue();
        if (i % 1000 == 0) {
          assertThat(limiter.mayAnswer(ca, START + 1000L * second)).isTrue();
          freed += granted(limiter, flooded, 5, START + 1000L * second);
        }
      }
    }
    // Its share of nine seconds, and no burst anew for each of the forged addresses that met it.
    assertThat(freed).isBetween(9 * RATE, 11 * RATE);
  }

  @Test
  void exemptPrefixesHaveNoLimitAndNoOthersAreExempt() {
    RateLimiter exempting =
        new RateLimiter(
            new RateLimit(
                RATE,
                List.of(
                    AddressPrefix.parse("192.0.2.128/25"),
                    AddressPrefix.parse("2001:db8::/32"),
                    AddressPrefix.parse("2001:db9::1:0/112"))),
            START,
            42);
    assertThat(granted(exempting, client("192.0.2.129"), 1000, START)).isEqualTo(1000);
    assertThat(granted(exempting, client("192.0.2.127"), 1000, START)).isZero();
    assertThat(granted(exempting, client("2001:db8:ffff::1"), 1000, START)).isEqualTo(1000);
    assertThat(granted(exempting, client("2001:db9::1:5"), 1000, START)).isEqualTo(1000);
    assertThat(granted(exempting, client("2001:db9::2:5"), 1000, START)).isZero();

    RateLimiter allOfIpv6 =
        new RateLimiter(new RateLimit(RATE, List.of(AddressPrefix.parse("::/0"))), START, 42);
    assertThat(granted(allOfIpv6, client("2001:db8::1"), 1000, START)).isEqualTo(1000);
    assertThat(granted(allOfIpv6, client("192.0.2.1"), 1000, START)).isEqualTo(RATE);
  }

  @Test
  void aClockThatStepsBackLimitsNobodyForLong() {
    ClientAddress client = client("192.0.2.1");
    granted(limiter, client, 1000, START + Duration.ofHours(1).toMillis());

    assertThat(granted(limiter, client, 1000, START)).isEqualTo(RATE);
    assertThat(granted(limiter, client, 1000, START - Duration.ofHours(30).toMillis()))
        .as("before the start of all times")
        .isEqualTo(RATE);
  }

  @Test
  void zeroIsNoLimitAndLessThanACaNeedsIsRefused() {
    assertThat(granted(limiter(0), client("192.0.2.1"), 5000, START)).isEqualTo(5000);
    assertThat(granted(limiter(100), client("192.0.2.1"), 5000, START)).isEqualTo(100);
    assertThatThrownBy(() -> new RateLimit(99, List.of()))
        .hasMessage(
            "A limit of 99 answers a second is not possible: it is 0 for none, or 100 to"
                + " 1000000");
    assertThatThrownBy(() -> AddressPrefix.parse("192.0.2.0/33"))
        .hasMessageContaining("'192.0.2.0/33' is no block of addresses");
    assertThatThrownBy(() -> AddressPrefix.parse("example.org/8"))
        .hasMessageContaining("'example.org/8' is no block of addresses");
    assertThat(AddressPrefix.parse("192.0.2.7")).hasToString("192.0.2.7/32");
  }

  @Test
  void threadsShareOneLimit() throws Exception {
    int threads = 4;
    AtomicInteger granted = new AtomicInteger();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(
            executor.submit(
                () -> granted.addAndGet(granted(limiter, client("192.0.2.1"), 10_000, START))));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    // A thread that loses the race for a bucket several times gives an answer uncounted.
    assertThat(granted.get()).isBetween(RATE, RATE + RATE / 2);
  }

  @Test
  void aMillionAnswersAllocateNothing() {
    RateLimiter exempting =
        new RateLimiter(
            new RateLimit(RATE, List.of(AddressPrefix.parse("192.0.2.0/24"))), START, 42);
    ClientAddress one = client("192.0.2.1");
    ClientAddress other = client("2001:db8::1");
    Runnable work =
        () -> {
          for (int i = 0; i < 1_000_000; i++) {
            exempting.mayAnswer((i & 1) == 0 ? one : other, START + i / 1000);
          }
        };
    work.run();

    assertThat(Allocation.of(work)).isZero();
  }

  private static RateLimiter limiter(int rate) {
    return new RateLimiter(new RateLimit(rate, List.of()), START, 42);
  }

  private static int granted(RateLimiter limiter, ClientAddress client, int asked, long at) {
    int granted = 0;
    for (int i = 0; i < asked; i++) {
      if (limiter.mayAnswer(client, at)) {
        granted++;
      }
    }
    return granted;
  }

  private static ClientAddress client(String address) {
    ClientAddress client = new ClientAddress();
    client.set(new InetSocketAddress(InetAddress.ofLiteral(address), 5353));
    return client;
  }
}
