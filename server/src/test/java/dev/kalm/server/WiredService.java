package dev.kalm.server;

import dev.kalm.api.ChallengeType;
import dev.kalm.api.Endpoint;
import dev.kalm.api.KalmClient;
import dev.kalm.api.MissingSetting;
import dev.kalm.dns.message.Name;
import dev.kalm.dns.zone.Zone;
import dev.kalm.dns.zone.ZoneTable;
import dev.kalm.server.audit.AuditLog;
import dev.kalm.server.authority.Authorities;
import dev.kalm.server.authority.Authority;
import dev.kalm.server.certificate.BulkRenewal;
import dev.kalm.server.certificate.CertificateChanges;
import dev.kalm.server.certificate.CertificateDependants;
import dev.kalm.server.certificate.CertificateHistory;
import dev.kalm.server.certificate.CertificateHistoryResource;
import dev.kalm.server.certificate.CertificateList;
import dev.kalm.server.certificate.CertificateListResource;
import dev.kalm.server.certificate.CertificatePlanResource;
import dev.kalm.server.certificate.CertificatePreviews;
import dev.kalm.server.certificate.CertificateResource;
import dev.kalm.server.certificate.CertificateService;
import dev.kalm.server.certificate.CertificateStore;
import dev.kalm.server.challenge.DnsSolver;
import dev.kalm.server.challenge.HttpSolver;
import dev.kalm.server.challenge.Sightings;
import dev.kalm.server.challenge.Solver;
import dev.kalm.server.check.DnsResolver;
import dev.kalm.server.check.HttpCheck;
import dev.kalm.server.check.Looks;
import dev.kalm.server.check.TxtCheck;
import dev.kalm.server.config.AuthorityConfig;
import dev.kalm.server.database.Database;
import dev.kalm.server.http.AdminToken;
import dev.kalm.server.http.ApiServer;
import dev.kalm.server.http.ApiSettings;
import dev.kalm.server.issuance.IssuanceService;
import dev.kalm.server.job.Jobs;
import dev.kalm.server.key.MasterKey;
import dev.kalm.server.key.Sealer;
import dev.kalm.server.node.Node;
import dev.kalm.server.overview.OverviewResource;
import dev.kalm.server.overview.OverviewService;
import dev.kalm.server.zone.ClusterAddresses;
import dev.kalm.server.zone.DelegationResource;
import dev.kalm.server.zone.DelegationService;
import dev.kalm.server.zone.DerivedNames;
import dev.kalm.server.zone.PublishBarrier;
import dev.kalm.server.zone.ZoneFeed;
import dev.kalm.server.zone.ZoneService;
import dev.kalm.server.zone.ZoneSettingsSource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The service behind its REST API, without what runs by itself: no job, no DNS listener, and an
 * authority that nobody asks. What a request changes stays as it is.
 */
public final class WiredService implements AutoCloseable {
  public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  public static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final InetSocketAddress LOOPBACK = new InetSocketAddress("127.0.0.1", 0);

  public final Path data;
  public final Database database;
  public final Sealer sealer;
  public final ZoneTable zoneTable = new ZoneTable();
  public final ZoneService zones;
  public final Solver dnsSolver;
  public final BulkRenewal renewal;
  public final CertificatePreviews previews;
  public final KalmClient client;
  public final Endpoint endpoint;
  private final Node node;
  private final ZoneFeed feed;
  private final Jobs jobs;
  private final ApiServer server;

  public WiredService(Database database) throws Exception {
    this(database, Optional.of("mycluster.com"));
  }

  public WiredService(Database database, Optional<String> clusterDomain) throws Exception {
    this.database = database;
    data = Files.createTempDirectory("kalm-wired");
    MasterKey key = MasterKey.loadOrCreate(data, Map.of());
    sealer = new Sealer(key);
    ClusterAddresses cluster =
        new ClusterAddresses(clusterDomain, List.of(InetAddress.ofLiteral("192.0.2.1")));
    DnsResolver nobody = new DnsResolver(List.of(new InetSocketAddress("127.0.0.1", 9)));
    node = new Node(database, "one", "one", CLOCK);
    ZoneSettingsSource settings =
        new ZoneSettingsSource(() -> cluster, Duration.ofSeconds(1), sealer);
    feed = new ZoneFeed(database, zoneTable, settings, node, CLOCK);
    zones =
        new ZoneService(
            database, () -> cluster, feed, DerivedNames.of(key), Looks.through(nobody), CLOCK);
    Sightings sightings = new Sightings();
    PublishBarrier barrier = new PublishBarrier(feed, node);
    dnsSolver =
        new DnsSolver(zones, barrier, new TxtCheck(nobody), sightings, () -> LOOPBACK, CLOCK);
    Map<ChallengeType, Solver> solvers =
        Map.of(
            ChallengeType.DNS_01,
            dnsSolver,
            ChallengeType.HTTP_01,
            new HttpSolver(database, new HttpCheck(nobody), sightings, CLOCK));
    Authorities authorities = authorities(database, sealer);
    CertificateStore store = new CertificateStore();
    CertificateChanges changes = new CertificateChanges();
    jobs = new Jobs(database, "one", CLOCK, _ -> Optional.empty());
    IssuanceService issuances = new IssuanceService(database, jobs, solvers, CLOCK);
    renewal = new BulkRenewal(database, store, issuances, zones, changes, new AuditLog(CLOCK));
    previews = new CertificatePreviews(database, store, zones, authorities);
    DelegationService delegations =
        new DelegationService(
            database, zones, new CertificateDependants(store, issuances, CLOCK), CLOCK);
    server =
        ApiServer.start(
            new ApiSettings(List.of(LOOPBACK), data, CLOCK),
            AdminToken.loadOrCreate(data),
            List.of(
                new CertificateResource(
                    new CertificateService(
                        database, store, issuances, zones, authorities, sealer, changes, CLOCK)),
                new CertificateListResource(
                    new CertificateList(database, store, issuances, zones, CLOCK)),
                new CertificatePlanResource(previews, renewal),
                new CertificateHistoryResource(new CertificateHistory(database, store, issuances)),
                new OverviewResource(
                    new OverviewService(
                        database,
                        store,
                        issuances,
                        zones,
                        () -> List.of(MissingSetting.CLUSTER),
                        CLOCK)),
                new DelegationResource(delegations, _ -> {})));
    endpoint =
        new Endpoint(
            server.url(),
            Files.readString(data.resolve(AdminToken.FILE)).strip(),
            Files.readString(data.resolve("api.pem")));
    client = new KalmClient(endpoint);
  }

  private static Authorities authorities(Database database, Sealer sealer) {
    AuthorityConfig config =
        new AuthorityConfig(
            "pebble",
            URI.create("https://127.0.0.1:9/dir"),
            Optional.empty(),
            true,
            Optional.empty(),
            Optional.empty());
    return new Authorities(
        () -> List.of(config), one -> new Authority(one, database, sealer, CLOCK));
  }

  /** The zone as the DNS server has it. */
  public Zone served(String name) {
    return zoneTable.zone(Name.parse(name)).orElseThrow();
  }

  @Override
  public void close() {
    client.close();
    server.close();
    feed.close();
    node.close();
    jobs.close();
  }
}
