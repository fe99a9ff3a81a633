package dev.kalm.server;

import dev.kalm.api.ChallengeType;
import dev.kalm.api.ChangeKind;
import dev.kalm.api.SettingSource;
import dev.kalm.api.Settings;
import dev.kalm.dns.server.AddressPrefix;
import dev.kalm.dns.server.CookieSecrets;
import dev.kalm.dns.server.DnsServer;
import dev.kalm.dns.server.DnsServerSettings;
import dev.kalm.dns.server.RateLimit;
import dev.kalm.dns.zone.ZoneTable;
import dev.kalm.server.access.AccessControl;
import dev.kalm.server.access.Surroundings;
import dev.kalm.server.audit.AuditLog;
import dev.kalm.server.audit.AuditResource;
import dev.kalm.server.authority.Authorities;
import dev.kalm.server.authority.Authority;
import dev.kalm.server.authority.DirectoryProbe;
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
import dev.kalm.server.certificate.RenewalPolicy;
import dev.kalm.server.challenge.DnsSolver;
import dev.kalm.server.challenge.HttpResponder;
import dev.kalm.server.challenge.HttpSolver;
import dev.kalm.server.challenge.Sightings;
import dev.kalm.server.challenge.Solver;
import dev.kalm.server.check.ClusterCheck;
import dev.kalm.server.check.DnsResolver;
import dev.kalm.server.check.HttpCheck;
import dev.kalm.server.check.Looks;
import dev.kalm.server.check.TxtCheck;
import dev.kalm.server.check.ZoneLookup;
import dev.kalm.server.config.BindFailure;
import dev.kalm.server.config.DnsConfig;
import dev.kalm.server.config.KalmConfig;
import dev.kalm.server.config.OidcConfig;
import dev.kalm.server.database.Database;
import dev.kalm.server.database.DatabaseSettings;
import dev.kalm.server.hosting.DnsHostingResource;
import dev.kalm.server.http.AdminToken;
import dev.kalm.server.http.ApiServer;
import dev.kalm.server.http.ApiSettings;
import dev.kalm.server.http.EventStreams;
import dev.kalm.server.http.Resource;
import dev.kalm.server.issuance.Flows;
import dev.kalm.server.issuance.IssuanceEngine;
import dev.kalm.server.issuance.IssuanceService;
import dev.kalm.server.issuance.IssuanceSteps;
import dev.kalm.server.issuance.RetryPolicy;
import dev.kalm.server.job.Jobs;
import dev.kalm.server.key.MasterKey;
import dev.kalm.server.key.Sealer;
import dev.kalm.server.node.ClusterSeal;
import dev.kalm.server.node.Node;
import dev.kalm.server.overview.OverviewResource;
import dev.kalm.server.overview.OverviewService;
import dev.kalm.server.settings.LiveSettings;
import dev.kalm.server.settings.OwnWitness;
import dev.kalm.server.settings.SettingsResource;
import dev.kalm.server.settings.SettingsService;
import dev.kalm.server.settings.SigningIn;
import dev.kalm.server.stream.CertificateStreamResource;
import dev.kalm.server.stream.ChangeFeed;
import dev.kalm.server.stream.ChangeStreamResource;
import dev.kalm.server.stream.RecordWatch;
import dev.kalm.server.zone.DelegationResource;
import dev.kalm.server.zone.DelegationService;
import dev.kalm.server.zone.DerivedNames;
import dev.kalm.server.zone.PublishBarrier;
import dev.kalm.server.zone.QueryLogResource;
import dev.kalm.server.zone.SigningService;
import dev.kalm.server.zone.ZoneFeed;
import dev.kalm.server.zone.ZoneResource;
import dev.kalm.server.zone.ZoneService;
import dev.kalm.server.zone.ZoneSettingsSource;
import dev.kalm.server.zone.ZoneStreamResource;
import dev.kalm.server.zone.ZoneView;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service in one process, wired by hand from top to bottom: read this first.
 *
 * <pre>
 * REST (api address)            DNS (dns address)             HTTP-01 (http address)
 *   CertificateResource           DnsServer ◀─ Zone             HttpResponder
 *   CertificateService               ▲   │ every query             │ every look
 *      │ one transaction             │   └──────▶ Sightings ◀──────┘
 *      ▼                          ZoneFeed              │ wakes
 *   Database ── Jobs ──▶ IssuanceEngine ── Solver ──────┘
 *                             │
 *                             └── Authority (the CA)
 * </pre>
 */
public final class Server implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile List<InetSocketAddress> dns = List.of();
  private List<InetSocketAddress> http = List.of();
  private URI api = URI.create("https://127.0.0.1");
  private Optional<String> setupLink = Optional.empty();

  private Server() {}

  /** The service could not start; the message says why and what to do. */
  public static final class StartException extends RuntimeException {
    StartException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Starts everything, or nothing.
   *
   * @param environment where the master key may come from
   * @throws StartException saying which part did not start and what to do
   */
  public static Server start(
      KalmConfig config, Map<String, String> environment, InstantSource clock) {
    Server server = new Server();
    try {
      server.wire(config, environment, clock);
      return server;
    } catch (IOException | RuntimeException failed) {
      server.close();
      throw new StartException(
          failed.getMessage() == null ? failed.toString() : failed.getMessage(), failed);
    }
  }

  private void wire(KalmConfig config, Map<String, String> environment, InstantSource clock)
      throws IOException {
    Path data = config.data();
    MasterKey masterKey = MasterKey.loadOrCreate(data, environment);
    Sealer sealer = new Sealer(masterKey);
    Database database = closing(Database.open(databaseSettings(config)));
    ClusterSeal.verify(database, sealer);
    Node node = closing(new Node(database, Node.identity(data), hostName(), clock));

    LiveSettings settings = closing(new LiveSettings(database, config, sealer));
    ZoneTable zones = new ZoneTable();
    ZoneSettingsSource zoneSettings =
        new ZoneSettingsSource(settings::latestCluster, config.dns().txtTtl(), sealer);
    ZoneFeed feed = closing(new ZoneFeed(database, zones, zoneSettings, node, clock));
    DnsResolver resolver = new DnsResolver(settings::resolvers);
    ZoneService zoneService =
        new ZoneService(
            database,
            settings::cluster,
            feed,
            DerivedNames.of(masterKey),
            Looks.through(resolver),
            clock);
    PublishBarrier barrier = new PublishBarrier(feed, node);
    SigningService signing =
        new SigningService(database, zoneService, barrier, node, sealer, clock);

    Sightings sightings = new Sightings();
    DnsSolver dnsSolver =
        new DnsSolver(zoneService, barrier, new TxtCheck(resolver), sightings, this::ownDns, clock);
    HttpSolver httpSolver = new HttpSolver(database, new HttpCheck(resolver), sightings, clock);
    Map<ChallengeType, Solver> solvers =
        Map.of(ChallengeType.DNS_01, dnsSolver, ChallengeType.HTTP_01, httpSolver);

    Authorities authorities =
        new Authorities(
            settings::authorities, authority -> new Authority(authority, database, sealer, clock));
    CertificateStore certificates = new CertificateStore();
    CertificateChanges changes = new CertificateChanges();
    IssuanceEngine engine =
        new IssuanceEngine(
            database,
            certificates,
            authorities,
            solvers,
            new IssuanceSteps(certificates, sealer, new RenewalPolicy(config.renewal()), clock),
            new RetryPolicy(config.renewal().retries(), RandomGenerator.getDefault()),
            changes,
            clock);
    Jobs jobs = closing(new Jobs(database, node.id(), clock, engine::run));
    IssuanceService issuances = new IssuanceService(database, jobs, solvers, clock);
    CertificateService service =
        new CertificateService(
            database, certificates, issuances, zoneService, authorities, sealer, changes, clock);

    AccessControl access =
        new AccessControl(
            database,
            new Surroundings(
                version(), settings::areComplete, service::exists, config.oidc(), sealer),
            clock);
    SettingsService settingsService =
        new SettingsService(
            database,
            settings,
            zoneService,
            issuances::authoritySet,
            new SigningIn(access::hasAdministrator, () -> config.oidc().map(Server::setting)),
            clock);

    settings.start();
    CertificateList list =
        new CertificateList(database, certificates, issuances, zoneService, clock);
    list.mend();
    DelegationService delegations =
        new DelegationService(
            database,
            zoneService,
            new CertificateDependants(certificates, issuances, clock),
            clock);
    delegations.mend();

    feed.start();
    DnsServer dnsServer =
        closing(
            listening(
                "listen.dns",
                config.listen().dns(),
                () -> DnsServer.start(dnsSettings(config, masterKey), zones, dnsSolver, clock)));
    dns = dnsServer.addresses();
    http = config.listen().http();
    for (InetSocketAddress address : config.listen().http()) {
      closing(
          listening(
              "listen.http", List.of(address), () -> HttpResponder.start(address, httpSolver)));
    }
    EventStreams streams = new EventStreams();
    ChangeFeed changeFeed = new ChangeFeed(database);
    changeFeed.probe(
        ChangeKind.SETTINGS,
        () -> List.of(settings.cluster(), settings.authorities(), settings.resolvers()));
    changes.onChange(() -> changeFeed.changed(ChangeKind.CERTIFICATES));
    ZoneResource zoneResource =
        new ZoneResource(
            zoneService,
            signing,
            new ZoneView(zoneService, clock),
            () -> issuances.recordsSeen(Optional.empty()));
    QueryLogResource queryLog = new QueryLogResource(zoneService, dnsServer.queryLog(), hostName());
    ApiServer apiServer =
        closing(
            ApiServer.start(
                new ApiSettings(config.listen().api(), data, clock),
                AdminToken.loadOrCreate(data),
                access.callers(),
                resources(
                    access.resources(),
                    new AuditResource(database),
                    new ServiceResource(database),
                    new CertificateResource(service),
                    new CertificateListResource(list),
                    new CertificatePlanResource(
                        new CertificatePreviews(database, certificates, zoneService, authorities),
                        new BulkRenewal(
                            database,
                            certificates,
                            issuances,
                            zoneService,
                            changes,
                            new AuditLog(clock))),
                    new CertificateHistoryResource(
                        new CertificateHistory(database, certificates, issuances)),
                    new CertificateStreamResource(
                        service,
                        new Flows(database, certificates, zoneService),
                        new RecordWatch(zoneService, issuances::recordsSeen, changes, clock),
                        changes,
                        streams),
                    new ChangeStreamResource(changeFeed, streams),
                    zoneResource,
                    queryLog,
                    new ZoneStreamResource(zoneResource, queryLog, streams, clock),
                    new DnsHostingResource(new ZoneLookup(resolver)),
                    new OverviewResource(
                        new OverviewService(
                            database,
                            certificates,
                            issuances,
                            zoneService,
                            settingsService::missing,
                            clock)),
                    new DelegationResource(
                        delegations, domain -> issuances.recordsSeen(Optional.of(domain))),
                    new SettingsResource(
                        settingsService,
                        new ClusterCheck(
                            resolver,
                            new OwnWitness(database, dnsServer.queryLog(), httpSolver, clock)),
                        new DirectoryProbe()))));
    closing(streams);
    api = apiServer.url();
    setupLink = access.setupLink(browsersUrl(config.listen().api().getFirst(), api));
    jobs.start();
  }

  static List<Resource> resources(List<Resource> some, Resource... others) {
    List<Resource> all = new ArrayList<>(some);
    all.addAll(List.of(others));
    return all;
  }

  /** By its name, where browsers on other machines reach it too. */
  private static URI browsersUrl(InetSocketAddress listen, URI api) {
    return listen.getAddress().isAnyLocalAddress()
        ? URI.create("https://" + hostName() + ":" + api.getPort())
        : api;
  }

  private static Settings.OidcSetting setting(OidcConfig oidc) {
    return new Settings.OidcSetting(
        oidc.issuer().toString(), oidc.name(), oidc.client().id(), SettingSource.FILE);
  }

  private static String version() {
    String version = Server.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @FunctionalInterface
  private interface Opening<T> {
    T open() throws IOException;
  }

  /** Opens listeners; where one cannot be, says which setting chose the address and what to do. */
  private static <T> T listening(String key, List<InetSocketAddress> addresses, Opening<T> opening)
      throws IOException {
    try {
      return opening.open();
    } catch (BindException refused) {
      InetSocketAddress culprit =
          addresses.stream()
              .filter(address -> names(String.valueOf(refused.getMessage()), address))
              .findFirst()
              .orElse(addresses.getFirst());
      throw new IOException(BindFailure.explain(key, culprit, refused), refused);
    }
  }

  private static boolean names(String message, InetSocketAddress address) {
    return message.contains(address.getAddress().getHostAddress() + ":" + address.getPort());
  }

  private <T extends AutoCloseable> T closing(T part) {
    parts.push(part);
    return part;
  }

  /** The one place where the configuration's keys become the DNS server's settings. */
  private static DnsServerSettings dnsSettings(KalmConfig config, MasterKey masterKey) {
    DnsConfig dns = config.dns();
    return DnsServerSettings.of(config.listen().dns().toArray(InetSocketAddress[]::new))
        .withAnswers(
            new DnsServerSettings.Answers(
                dns.nodeId(),
                CookieSecrets.derivedFrom(masterKey.derive("DNS cookies")),
                new RateLimit(
                    dns.rateLimit(),
                    dns.rateLimitExempt().stream().map(AddressPrefix::parse).toList())));
  }

  private static DatabaseSettings databaseSettings(KalmConfig config) {
    return config
        .database()
        .<DatabaseSettings>map(database ->
            new DatabaseSettings.Postgresql(database.url(), database.user(), database.password()))
        .orElseGet(() -> new DatabaseSettings.Sqlite(config.data().resolve("kalm.db")));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }

  /** Where this node itself reaches its DNS server. */
  private InetSocketAddress ownDns() {
    InetSocketAddress first = dns.getFirst();
    return first.getAddress().isAnyLocalAddress()
        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), first.getPort())
        : first;
  }

  /** Where the REST API is reached. */
  public URI url() {
    return api;
  }

  /**
   * Makes the first administrator for whoever opens it, once: a secret, for a person at the
   * terminal and for no log. Empty if there is an administrator.
   */
  public Optional<String> setupLink() {
    return setupLink;
  }

  /** Returns when the server has been closed. */
  public void awaitClose() throws InterruptedException {
    closed.await();
  }

  /** Stops taking requests, lets running steps end, and closes the database last. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception failed) {
        LOG.warn(
            "{} did not stop cleanly: {}", part.getClass().getSimpleName(), failed.getMessage());
      }
    }
    closed.countDown();
  }

  @Override
  public String toString() {
    return "API " + api + ", DNS " + dns + ", HTTP-01 " + http;
  }
}
