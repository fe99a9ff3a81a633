package dev.kalm.bench.dns;

import dev.kalm.dns.message.Name;
import dev.kalm.dns.server.DnsServer;
import dev.kalm.dns.server.DnsServerSettings;
import dev.kalm.dns.server.QueryListener;
import dev.kalm.dns.zone.NameServer;
import dev.kalm.dns.zone.Zone;
import dev.kalm.dns.zone.ZoneChange;
import dev.kalm.dns.zone.ZoneSettings;
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

/**
 * Kalm's DNS server alone, with the contents that its peers have: {@code PORT DELEGATIONS
 * VALUED_EVERY signed|unsigned}. It serves until its input ends; asked there for {@code allocated},
 * it says how many bytes all of its threads have allocated.
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

  /** Every feature is on: this is the place to switch on what a server of the product has on. */
  static DnsServer start(int port, ZoneTable zones) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    DnsServerSettings settings = DnsServerSettings.of(address);
    return DnsServer.start(settings, zones, QueryListener.NONE, Clock.systemUTC());
  }

  /** What {@link BenchZone#write} writes. */
  static Zone zone(BenchZone contents, boolean signed) {
    Zone zone = new Zone(settings(signed), Clock.systemUTC());
    Instant end = Instant.now().plus(VALUES_LAST);
    zone.load(() -> contents.entries().map(entry -> change(entry, end)).iterator(), 1);
    return zone;
  }

  private static ZoneChange change(BenchZone.Entry entry, Instant end) {
    return entry.value().isEmpty()
        ? new ZoneChange.AddDelegation(entry.id())
        : new ZoneChange.AddTxt(entry.id(), entry.value(), end);
  }

  private static ZoneSettings settings(boolean signed) {
    Name apex = Name.parse(BenchZone.APEX);
    if (signed) {
      throw new IllegalArgumentException("Kalm does not sign zones yet");
    }
    return ZoneSettings.of(
        apex,
        List.of(
            new NameServer(
                Name.parse("ns." + BenchZone.APEX), List.of(InetAddress.getLoopbackAddress()))));
  }

  private static long allocatedBytes() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getTotalThreadAllocatedBytes();
  }
}
