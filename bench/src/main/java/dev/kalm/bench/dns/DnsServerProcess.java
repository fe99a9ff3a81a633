package dev.kalm.bench.dns;

import dev.kalm.dns.dnssec.ZoneKey;
import dev.kalm.dns.message.Name;
import dev.kalm.dns.server.CookieSecrets;
import dev.kalm.dns.server.DnsServer;
import dev.kalm.dns.server.DnsServerSettings;
import dev.kalm.dns.server.QueryEvent;
import dev.kalm.dns.server.QueryListener;
import dev.kalm.dns.server.RateLimit;
import dev.kalm.dns.zone.Denial;
import dev.kalm.dns.zone.NameServer;
import dev.kalm.dns.zone.SigningKey;
import dev.kalm.dns.zone.Zone;
import dev.kalm.dns.zone.ZoneChange;
import dev.kalm.dns.zone.ZoneSettings;
import dev.kalm.dns.zone.ZoneSigning;
import dev.kalm.dns.zone.ZoneTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Kalm's DNS server alone, with the contents that its peers have: {@code PORT DELEGATIONS
 * VALUED_EVERY signed|unsigned}. It serves until its input ends; asked there for {@code allocated},
 * it says how many bytes the threads that answer have allocated.
 */
final class DnsServerProcess {
  private static final Duration VALUES_LAST = Duration.ofDays(1);

  private DnsServerProcess() {}

  @SuppressWarnings("SystemOut") // the benchmark reads it
  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(arguments[0]);
    BenchZone contents =
        new BenchZone(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    ZoneTable zones = new ZoneTable(zone(contents, arguments[3].equals("signed")));
    try (DnsServer _ = start(port, zones);
        BufferedReader input =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        if (line.equals("allocated")) {
          System.out.println(allocatedBytes());
        }
      }
    }
  }

  /**
   * Every feature is on, as in the product: cookies, the query log, a listener that watches other
   * names than these, and a rate limit that is looked at for every answer but beyond what one
   * client can ask.
   */
  static DnsServer start(int port, ZoneTable zones) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    DnsServerSettings settings =
        DnsServerSettings.of(address)
            .withAnswers(
                new DnsServerSettings.Answers(
                    Optional.of("bench"),
                    CookieSecrets.random(),
                    new RateLimit(RateLimit.MAX, List.of())));
    return DnsServer.start(settings, zones, new WatchesNothing(), Clock.systemUTC());
  }

  private static final class WatchesNothing implements QueryListener {
    @Override
    public void answered(QueryEvent event) {}

    @Override
    public boolean watches(long idHigh, long idLow) {
      return false;
    }
  }

  /** What {@link BenchZone#write} writes. */
  static Zone zone(BenchZone contents, boolean signed) {
    Zone zone = new Zone(settings(signed), Clock.systemUTC());
    Instant end = Instant.now().plus(VALUES_LAST);
    zone.load(
        () -> contents.entries().map(entry -> change(entry, end)).iterator(),
        contents.delegations(),
        1);
    // What loading alone needed goes back to the system.
    System.gc();
    return zone;
  }

  private static ZoneChange change(BenchZone.Entry entry, Instant end) {
    return entry.value().isEmpty()
        ? new ZoneChange.AddDelegation(entry.id())
        : new ZoneChange.AddTxt(entry.id(), entry.value(), end);
  }

  private static ZoneSettings settings(boolean signed) {
    Name server = Name.parse("ns." + BenchZone.APEX);
    List<SigningKey> keys =
        signed ? List.of(new SigningKey(ZoneKey.generate(), true, false)) : List.of();
    return ZoneSettings.of(
            Name.parse(BenchZone.APEX),
            List.of(new NameServer(server, List.of(InetAddress.getLoopbackAddress()))))
        .withSigning(
            signed ? Optional.of(new ZoneSigning(keys, Denial.COMPACT)) : Optional.empty());
  }

  /** Of the threads that answer: the log's own thread copies what it keeps. */
  private static long allocatedBytes() {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("dns-(udp|tcp).*"))
        .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.threadId()))
        .sum();
  }
}
