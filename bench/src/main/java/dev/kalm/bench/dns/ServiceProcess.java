package dev.kalm.bench.dns;

import dev.kalm.bench.dns.BenchZone.Entry;
import dev.kalm.dns.message.Name;
import dev.kalm.dns.server.DnsServer;
import dev.kalm.dns.zone.Zone;
import dev.kalm.dns.zone.ZoneSettings;
import dev.kalm.dns.zone.ZoneTable;
import dev.kalm.server.check.DnsResolver;
import dev.kalm.server.check.Looks;
import dev.kalm.server.database.Database;
import dev.kalm.server.database.DatabaseSettings;
import dev.kalm.server.key.MasterKey;
import dev.kalm.server.key.Sealer;
import dev.kalm.server.node.Node;
import dev.kalm.server.zone.ClusterAddresses;
import dev.kalm.server.zone.Delegation;
import dev.kalm.server.zone.DerivedNames;
import dev.kalm.server.zone.ValidationZone;
import dev.kalm.server.zone.ZoneFeed;
import dev.kalm.server.zone.ZoneService;
import dev.kalm.server.zone.ZoneSettingsSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The service's way from a SQLite file to the DNS server, in the words of the product's own code.
 *
 * <pre>
 *   fill FILE DELEGATIONS      writes them into a new database
 *   load FILE                  seconds until all of them are served
 *   publish FILE PUBLICATIONS  from before the transaction until an answer over UDP has the value
 * </pre>
 */
final class ServiceProcess implements AutoCloseable {
  private static final int VALUED_EVERY = 10;
  private static final int WARM_UP = 300;
  private static final int PUBLISHING = 200;
  private static final long SEED = 6;
  private static final InstantSource CLOCK = InstantSource.system();
  private static final ClusterAddresses CLUSTER =
      new ClusterAddresses(Optional.of("mycluster.com"), List.of(InetAddress.getLoopbackAddress()));

  private final Database database;
  private final Node node;
  private final ZoneTable zones = new ZoneTable();
  private final ZoneFeed feed;
  private final ZoneService service;

  private ServiceProcess(Path file) {
    database = Database.open(new DatabaseSettings.Sqlite(file));
    node = new Node(database, "bench", "bench", CLOCK);
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    MasterKey key = MasterKey.loadOrCreate(folder, Map.of());
    Sealer sealer = new Sealer(key);
    ZoneSettingsSource settings =
        new ZoneSettingsSource(() -> CLUSTER, ZoneSettings.DEFAULT_TXT_TTL, sealer);
    feed = new ZoneFeed(database, zones, settings, node, CLOCK);
    DnsResolver nobody =
        new DnsResolver(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9)));
    service =
        new ZoneService(
            database, () -> CLUSTER, feed, DerivedNames.of(key), Looks.through(nobody), CLOCK);
  }

  @SuppressWarnings("SystemOut") // the benchmark reads it
  public static void main(String[] arguments) throws IOException {
    try (ServiceProcess process = new ServiceProcess(Path.of(arguments[1]))) {
      switch (arguments[0]) {
        case "fill" -> process.fill(Integer.parseInt(arguments[2]));
        case "load" -> System.out.println(process.load());
        case "publish" ->
            System.out.println(process.publish(Integer.parseInt(arguments[2])).print());
        default -> throw new IllegalArgumentException(arguments[0]);
      }
    }
  }

  private void fill(int delegations) {
    ValidationZone zone = service.create();
    long now = CLOCK.millis();
    database.useTransaction(transaction -> {
      PreparedBatch names =
          transaction
              .handle()
              .prepareBatch(
                  "INSERT INTO delegation (id, zone_id, domain, created_at, status, detail)"
                      + " VALUES (?, ?, ?, ?, 'unknown', '')");
      PreparedBatch values =
          transaction
              .handle()
              .prepareBatch(
                  "INSERT INTO txt_value (delegation_id, value, issuance_id, expires_at)"
                      + " VALUES (?, ?, 'bench', ?)");
      List<Entry> batch = new ArrayList<>();
      new BenchZone(delegations, VALUED_EVERY)
          .entries()
          .forEach(entry -> {
            batch.add(entry);
            String id = entry.id().toString();
            names.add(id, zone.id().toString(), id + ".example", now);
            if (!entry.value().isEmpty()) {
              values.add(id, entry.value(), now + 86_400_000);
            }
            if (batch.size() == 10_000) {
              batch.clear();
              names.execute();
              values.execute();
            }
          });
      if (!batch.isEmpty()) {
        names.execute();
        values.execute();
      }
    });
  }

  /** With what the answer is about, so that a load of nothing is seen. */
  private String load() {
    long start = System.nanoTime();
    feed.start();
    double seconds = (System.nanoTime() - start) / 1e9;
    return "seconds %.6f%ndelegations %d".formatted(seconds, zone().size());
  }

  private Latencies publish(int publications) throws IOException {
    feed.start();
    ValidationZone stored = service.create();
    List<Delegation> delegations =
        database.inTransaction(transaction -> {
          List<Delegation> made = new ArrayList<>();
          for (int i = 0; i < PUBLISHING; i++) {
            made.add(service.ensureDelegation(transaction, "d" + i + ".example"));
          }
          return made;
        });
    SplittableRandom random = new SplittableRandom(SEED);
    long[] nanos = new long[publications];
    try (DnsServer server = DnsServerProcess.start(0, zones);
        Prober prober = new Prober(server.addresses().getFirst())) {
      for (int i = -WARM_UP; i < publications; i++) {
        Delegation delegation = delegations.get(random.nextInt(PUBLISHING));
        String value = BenchZone.value(random);
        long start = System.nanoTime();
        publish(delegation, value);
        prober.await(delegation.id(), stored.name(), value);
        if (i >= 0) {
          nanos[i] = System.nanoTime() - start;
        }
        database.useTransaction(transaction -> service.withdraw(transaction, "bench"));
      }
    }
    return Latencies.ofNanos(nanos);
  }

  private void publish(Delegation delegation, String value) {
    Instant end = CLOCK.instant().plusSeconds(60);
    database.useTransaction(transaction ->
        service.publish(transaction, "bench", List.of(Map.entry(delegation, value)), end));
  }

  private Zone zone() {
    return zones.zone(Name.parse(service.find().orElseThrow().name())).orElseThrow();
  }

  @Override
  public void close() {
    feed.close();
    node.close();
    database.close();
  }
}
