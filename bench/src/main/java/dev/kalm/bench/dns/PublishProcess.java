package dev.kalm.bench.dns;

import dev.kalm.dns.server.DnsServer;
import dev.kalm.dns.zone.Zone;
import dev.kalm.dns.zone.ZoneChange;
import dev.kalm.dns.zone.ZoneTable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * {@code PUBLICATIONS DELEGATIONS unsigned|signed}: how long it takes from before a TXT value goes
 * into the zone until an answer over UDP has it, all in this process.
 */
final class PublishProcess {
  private static final int WARM_UP = 2000;
  private static final long SEED = 5;

  private PublishProcess() {}

  @SuppressWarnings("SystemOut") // the benchmark reads it
  public static void main(String[] arguments) throws IOException {
    int publications = Integer.parseInt(arguments[0]);
    BenchZone contents = new BenchZone(Integer.parseInt(arguments[1]), 1);
    Zone zone = DnsServerProcess.zone(contents, arguments[2].equals("signed"));
    List<UUID> ids = contents.entries().map(BenchZone.Entry::id).toList();
    SplittableRandom random = new SplittableRandom(SEED);
    long[] nanos = new long[publications];
    try (DnsServer server = DnsServerProcess.start(0, new ZoneTable(zone));
        Prober prober = new Prober(address(server))) {
      for (int i = -WARM_UP; i < publications; i++) {
        UUID id = ids.get(random.nextInt(ids.size()));
        String value = BenchZone.value(random);
        Instant end = Instant.now().plusSeconds(60);
        long start = System.nanoTime();
        zone.apply(List.of(new ZoneChange.AddTxt(id, value, end)), zone.serial() + 1);
        prober.await(id, BenchZone.APEX, value);
        if (i >= 0) {
          nanos[i] = System.nanoTime() - start;
        }
        zone.apply(List.of(new ZoneChange.RemoveTxt(id, value)), zone.serial() + 1);
      }
    }
    System.out.println(Latencies.ofNanos(nanos).print());
  }

  private static InetSocketAddress address(DnsServer server) {
    return server.addresses().getFirst();
  }
}
