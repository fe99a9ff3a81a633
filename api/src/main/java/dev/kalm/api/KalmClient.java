package dev.kalm.api;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * The REST API, a method for each route. A call either returns what the service said or throws a
 * {@link KalmException} whose problem says what failed and what to do; none outlasts its {@link
 * Limits}. Safe for use by several threads.
 */
public final class KalmClient implements AutoCloseable {
  /** What a call may take. */
  record Limits(Duration connect, Duration answer, long bodyBytes) {
    static final Limits STANDARD =
        new Limits(Duration.ofSeconds(10), Duration.ofSeconds(30), 16L * 1024 * 1024);
  }

  /** The longest that the service holds a long poll. */
  public static final Duration MAX_WAIT = Duration.ofSeconds(60);

  private static final TypeReference<Certificate> CERTIFICATE = new TypeReference<>() {};
  private static final TypeReference<Page<Certificate>> CERTIFICATES = new TypeReference<>() {};
  private static final TypeReference<CountedPage<Certificate>> FOUND_CERTIFICATES =
      new TypeReference<>() {};
  private static final TypeReference<CertificatePreview> PREVIEW = new TypeReference<>() {};
  private static final TypeReference<RenewedCertificates> RENEWED = new TypeReference<>() {};
  private static final TypeReference<Page<IssuanceEntry>> ISSUANCES = new TypeReference<>() {};
  private static final TypeReference<Page<VersionEntry>> VERSIONS = new TypeReference<>() {};
  private static final TypeReference<Overview> OVERVIEW = new TypeReference<>() {};
  private static final TypeReference<Flow> FLOW = new TypeReference<>() {};
  private static final TypeReference<DnsHosting> DNS_HOSTING = new TypeReference<>() {};
  private static final TypeReference<CertificateExport> EXPORT = new TypeReference<>() {};
  private static final TypeReference<ValidationZone> ZONE = new TypeReference<>() {};
  private static final TypeReference<Page<ValidationZone>> ZONES = new TypeReference<>() {};
  private static final TypeReference<QueryLog> QUERY_LOG = new TypeReference<>() {};
  private static final TypeReference<Delegation> DELEGATION = new TypeReference<>() {};
  private static final TypeReference<Page<Delegation>> DELEGATIONS = new TypeReference<>() {};
  private static final TypeReference<Settings> SETTINGS = new TypeReference<>() {};
  private static final TypeReference<ClusterDetection> DETECTION = new TypeReference<>() {};
  private static final TypeReference<ClusterFindings> FINDINGS = new TypeReference<>() {};
  private static final TypeReference<AuthorityDirectory> DIRECTORY = new TypeReference<>() {};
  private static final TypeReference<Health> HEALTH = new TypeReference<>() {};

  private final Exchange exchange;

  /** Connects lazily; throws when the trust anchors cannot be read. */
  public KalmClient(Endpoint endpoint) throws KalmException {
    this(endpoint, Limits.STANDARD);
  }

  KalmClient(Endpoint endpoint, Limits limits) throws KalmException {
    this.exchange = new Exchange(endpoint, limits);
  }

  public Tagged<Certificate> createCertificate(CreateCertificate wanted) throws KalmException {
    return exchange.post("/certificates", wanted).tagged(CERTIFICATE);
  }

  /** At most {@code limit} certificates; {@code cursor} is the {@code next} of the page before. */
  public Page<Certificate> certificates(int limit, @Nullable String cursor) throws KalmException {
    return exchange.get("/certificates" + paging(limit, cursor)).as(CERTIFICATES);
  }

  /** At most {@code limit} certificates that have this name, as a person types it. */
  public Page<Certificate> certificatesNamed(String name, int limit) throws KalmException {
    return exchange
        .get("/certificates" + paging(limit, null) + "&name=" + encode(name))
        .as(CERTIFICATES);
  }

  /**
   * At most {@code limit} of the certificates that the query finds; {@code cursor} is the {@code
   * next} of the page before, for the same query.
   */
  public CountedPage<Certificate> certificates(
      CertificateQuery query, int limit, @Nullable String cursor) throws KalmException {
    StringBuilder path = new StringBuilder("/certificates").append(paging(limit, cursor));
    parameter(path, "search", query.search());
    if (!query.statuses().isEmpty()) {
      parameter(
          path,
          "status",
          query.statuses().stream()
              .map(CertificateStatus::toString)
              .collect(Collectors.joining(",")));
    }
    parameter(path, "challenge", query.challenge());
    parameter(path, "authority", query.authority());
    parameter(path, "sort", query.sort());
    parameter(path, "order", query.order());
    return exchange.get(path.toString()).as(FOUND_CERTIFICATES);
  }

  /** What {@link #createCertificate} would come to; creates nothing. */
  public CertificatePreview previewCertificate(CreateCertificate wanted) throws KalmException {
    return exchange.post("/certificates/preview", wanted).as(PREVIEW);
  }

  /** Starts an issuance of each, or says why not. */
  public RenewedCertificates renew(RenewCertificates wanted) throws KalmException {
    return exchange.post("/certificates/renew", wanted).as(RENEWED);
  }

  /** The certificate's issuances, the newest first. */
  public Page<IssuanceEntry> issuances(String id, int limit, @Nullable String cursor)
      throws KalmException {
    return exchange.get(certificatePath(id) + "/issuances" + paging(limit, cursor)).as(ISSUANCES);
  }

  /** The certificate's versions, the newest first. */
  public Page<VersionEntry> versions(String id, int limit, @Nullable String cursor)
      throws KalmException {
    return exchange.get(certificatePath(id) + "/versions" + paging(limit, cursor)).as(VERSIONS);
  }

  /** Whether anything is going to break. */
  public Overview overview() throws KalmException {
    return exchange.get("/overview").as(OVERVIEW);
  }

  public Tagged<Certificate> certificate(String id) throws KalmException {
    return exchange.get(certificatePath(id)).tagged(CERTIFICATE);
  }

  /**
   * Waits until the certificate's ETag is no longer {@code etag}, at most {@code timeout} (and
   * {@link #MAX_WAIT}), and returns it as it is then, changed or not.
   */
  public Tagged<Certificate> awaitChange(String id, String etag, Duration timeout)
      throws KalmException {
    Duration wait = timeout.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : timeout;
    String query = "?waitFor=" + encode(etag) + "&timeout=" + Math.max(1, wait.toSeconds());
    return exchange.get(certificatePath(id) + query, wait).tagged(CERTIFICATE);
  }

  /**
   * Waits until nothing is under way for the certificate, at most {@code timeout} (and {@link
   * #MAX_WAIT}), and returns it as it is then, settled or not.
   */
  public Tagged<Certificate> awaitSettled(String id, Duration timeout) throws KalmException {
    Duration wait = timeout.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : timeout;
    String query = "?until=settled&timeout=" + Math.max(1, wait.toSeconds());
    return exchange.get(certificatePath(id) + query, wait).tagged(CERTIFICATE);
  }

  /** Starts an issuance now. */
  public Tagged<Certificate> renew(String id) throws KalmException {
    return exchange.post(certificatePath(id) + "/renew", null).tagged(CERTIFICATE);
  }

  public Tagged<Certificate> revoke(String id, @Nullable RevocationReason reason)
      throws KalmException {
    return exchange
        .post(certificatePath(id) + "/revoke", new RevokeCertificate(reason))
        .tagged(CERTIFICATE);
  }

  public void delete(String id) throws KalmException {
    exchange.delete(certificatePath(id));
  }

  /** The issuance under way, else the latest; throws with status 404 when there is none. */
  public Flow flow(String id) throws KalmException {
    return exchange.get(certificatePath(id) + "/flow").as(FLOW);
  }

  /** Who hosts the DNS of a name, such as {@code _acme-challenge.myapp.com}. */
  public DnsHosting dnsHosting(String name) throws KalmException {
    return exchange.get("/dns-hosting?name=" + encode(name)).as(DNS_HOSTING);
  }

  /** The installed version with its private key. */
  public CertificateExport export(String id) throws KalmException {
    return exchange.get(certificatePath(id) + "/export").as(EXPORT);
  }

  /** The first zone; throws with status 404 when there is none yet. */
  public ValidationZone zone() throws KalmException {
    return zone(null);
  }

  /** Creates the first zone, or returns it. */
  public ValidationZone createZone() throws KalmException {
    return createZone(new CreateZone(null));
  }

  /** Looks at the first zone now. */
  public ValidationZone checkZone() throws KalmException {
    return checkZone(null);
  }

  /** All validation zones, the first one first. */
  public Page<ValidationZone> zones() throws KalmException {
    return exchange.get("/zones").as(ZONES);
  }

  /**
   * Throws with status 404 when there is no such zone.
   *
   * @param name null for the first one
   */
  public ValidationZone zone(@Nullable String name) throws KalmException {
    return exchange.get("/zone" + named(name)).as(ZONE);
  }

  /** Creates the zone, or returns the one that is there. */
  public ValidationZone createZone(CreateZone wanted) throws KalmException {
    return exchange.post("/zone", wanted).as(ZONE);
  }

  /** Looks now. */
  public ValidationZone checkZone(@Nullable String name) throws KalmException {
    return exchange.post("/zone/check" + named(name), null).as(ZONE);
  }

  /** Signs the zone, or returns the one that is signed already. */
  public ValidationZone signZone(@Nullable String name, SignZone wanted) throws KalmException {
    return exchange.post("/zone/sign" + named(name), wanted).as(ZONE);
  }

  /** Throws with status 409 while the parent has a DS record, or caches may have one. */
  public ValidationZone unsignZone(@Nullable String name) throws KalmException {
    return exchange.post("/zone/unsign" + named(name), null).as(ZONE);
  }

  /**
   * Begins a rollover or takes its next step; throws with status 409 while the parent's DS records
   * do not allow it.
   */
  public ValidationZone rollover(@Nullable String name) throws KalmException {
    return exchange.post("/zone/rollover" + named(name), null).as(ZONE);
  }

  /**
   * At most {@code limit} of the last queries to the node that answers.
   *
   * @param delegation the base domain of the delegation that they were about; null for all
   * @param after the {@code next} of the part before; null for the last ones that there are
   */
  public QueryLog queryLog(@Nullable String delegation, int limit, @Nullable String after)
      throws KalmException {
    return exchange
        .get(
            "/zone/log?limit="
                + limit
                + (delegation == null ? "" : "&delegation=" + encode(delegation))
                + (after == null ? "" : "&after=" + encode(after)))
        .as(QUERY_LOG);
  }

  public Page<Delegation> delegations(int limit, @Nullable String cursor) throws KalmException {
    return exchange.get("/delegations" + paging(limit, cursor)).as(DELEGATIONS);
  }

  public Delegation delegation(String domain) throws KalmException {
    return exchange.get("/delegations/" + encode(domain)).as(DELEGATION);
  }

  /** Looks now. */
  public Delegation checkDelegation(String domain) throws KalmException {
    return exchange.post("/delegations/" + encode(domain) + "/check", null).as(DELEGATION);
  }

  public Settings settings() throws KalmException {
    return exchange.get("/settings").as(SETTINGS);
  }

  /** Throws with status 409 when the configuration sets them. */
  public Settings setCluster(SetCluster wanted) throws KalmException {
    return exchange.put("/settings/cluster", wanted).as(SETTINGS);
  }

  /** Throws with status 409 when the configuration sets them. */
  public Settings setResolver(SetResolver wanted) throws KalmException {
    return exchange.put("/settings/resolver", wanted).as(SETTINGS);
  }

  /** Adds the authority, or changes all of it. */
  public Settings setAuthority(String name, SetAuthority wanted) throws KalmException {
    return exchange.put("/settings/authorities/" + encode(name), wanted).as(SETTINGS);
  }

  /** Throws with status 409 while certificates are of it. */
  public Settings deleteAuthority(String name) throws KalmException {
    return exchange.delete("/settings/authorities/" + encode(name)).as(SETTINGS);
  }

  /** What the server's machine knows of its place on the internet. */
  public ClusterDetection detectCluster() throws KalmException {
    return exchange.get("/settings/cluster/detection").as(DETECTION);
  }

  /** Looks whether they would do; sets nothing. */
  public ClusterFindings checkCluster(SetCluster wanted) throws KalmException {
    return exchange.post("/settings/cluster/check", wanted).as(FINDINGS);
  }

  /** Reads a CA's directory; throws with status 502 when that cannot be done. */
  public AuthorityDirectory probeAuthority(ProbeAuthority wanted) throws KalmException {
    return exchange.post("/settings/authorities/probe", wanted).as(DIRECTORY);
  }

  /** Users, tokens, links and the audit log. */
  public AccessClient access() {
    return new AccessClient(exchange);
  }

  /**
   * Deletes a delegation for good; throws with status 409 when {@code confirm} is not the domain.
   */
  public void deleteDelegation(String domain, String confirm) throws KalmException {
    exchange.delete("/delegations/" + encode(domain) + "?confirm=" + encode(confirm));
  }

  /** What the service says of itself, well or not; needs no token. */
  public Health health() throws KalmException {
    HttpRequest.Builder request = exchange.request("/health");
    return exchange.send(request, Duration.ZERO, status -> status == 503).as(HEALTH);
  }

  /** Ends every call under way. */
  @Override
  public void close() {
    exchange.close();
  }

  private static String certificatePath(String id) {
    return "/certificates/" + encode(id);
  }

  private static void parameter(StringBuilder path, String name, @Nullable Object value) {
    if (value != null) {
      path.append('&').append(name).append('=').append(encode(value.toString()));
    }
  }

  private static String named(@Nullable String zone) {
    return zone == null ? "" : "?zone=" + encode(zone);
  }

  static String paging(int limit, @Nullable String cursor) {
    return "?limit=" + limit + (cursor == null ? "" : "&cursor=" + encode(cursor));
  }

  static String encode(String text) {
    // URLEncoder writes HTML forms, where a space is a plus.
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
