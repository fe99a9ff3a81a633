package dev.kalm.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.Certificate;
import dev.kalm.api.CertificateStatus;
import dev.kalm.api.CreateCertificate;
import dev.kalm.api.Delegation;
import dev.kalm.api.DnsRecord;
import dev.kalm.api.KalmClient;
import dev.kalm.api.KalmException;
import dev.kalm.api.Tagged;
import dev.kalm.testnet.Testnet;
import dev.kalm.testnet.Zone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A Kalm of its own in a box, with a cluster domain of its own, and the user who works with it. */
final class Scene implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(40);
  private static final Duration LONG_POLL = Duration.ofSeconds(2);

  final Testnet box;
  final Zone cluster;
  final KalmProcess kalm;
  private final Path folder;

  private Scene(Testnet box, Zone cluster, KalmProcess kalm, Path folder) {
    this.box = box;
    this.cluster = cluster;
    this.kalm = kalm;
    this.folder = folder;
  }

  static Scene open(Testnet box) {
    return open(box, UnaryOperator.identity());
  }

  static Scene open(Testnet box, UnaryOperator<KalmSettings> change) {
    Zone cluster = box.provider().freshZone();
    return open(box, cluster, change.apply(KalmSettings.of(box, cluster.origin())));
  }

  /** Without a configuration file: what it is for, somebody has to say in the browser. */
  static Scene openUnconfigured(Testnet box) {
    return open(box, box.provider().freshZone(), KalmSettings.withoutFile(box));
  }

  private static Scene open(Testnet box, Zone cluster, KalmSettings settings) {
    try {
      Path folder = Files.createTempDirectory("kalm-e2e-");
      KalmProcess kalm = KalmProcess.prepare(KalmProgram.ofClassPath(), settings, folder);
      Scene scene = new Scene(box, cluster, kalm, folder);
      kalm.start();
      return scene;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  KalmClient client() {
    return kalm.client();
  }

  Certificate create(String... names) throws KalmException {
    return client().createCertificate(CreateCertificate.of(names)).value();
  }

  Certificate certificate(String id) throws KalmException {
    return client().certificate(id).value();
  }

  /** Adds the validation zone's NS and address records to the cluster's zone, as a user would. */
  void delegateZone(Certificate certificate) {
    Map<List<String>, List<String>> rrsets = new LinkedHashMap<>();
    for (DnsRecord dns : certificate.records()) {
      if (!dns.type().equals("CNAME")) {
        rrsets
            .computeIfAbsent(List.of(dns.type(), dns.name()), _ -> new ArrayList<>())
            .add(dns.value());
      }
    }
    rrsets.forEach(
        (key, values) -> cluster.set(key.get(0), key.get(1), values.toArray(String[]::new)));
  }

  /** Adds the CNAMEs that a certificate wants to the zones that they belong in. */
  void addCnames(Certificate certificate, Zone... zones) {
    for (DnsRecord dns : certificate.records()) {
      if (dns.type().equals("CNAME")) {
        zoneOf(dns.name(), zones).add("CNAME", dns.name(), dns.value());
      }
    }
  }

  private static Zone zoneOf(String name, Zone... zones) {
    return Stream.of(zones)
        .filter(zone -> name.endsWith("." + zone.origin()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is in no zone of this test"));
  }

  /** Both at once: everything that a certificate's DNS-01 needs. */
  void addRecords(Certificate certificate, Zone... zones) {
    delegateZone(certificate);
    addCnames(certificate, zones);
  }

  /** Leads a name to this Kalm, for HTTP-01. */
  void leadHere(Zone zone, String name) {
    zone.set("A", name, box.kalmAddress().getHostAddress());
  }

  Certificate awaitReady(String id) throws KalmException {
    return await(id, Scene::isReady, SOON);
  }

  static boolean isReady(Certificate certificate) {
    return certificate.status() == CertificateStatus.READY;
  }

  /** By long poll; a certificate that does not come to it fails the test with all that is known. */
  Certificate await(String id, Predicate<Certificate> wanted, Duration limit) throws KalmException {
    long deadline = System.nanoTime() + limit.toNanos();
    Tagged<Certificate> current = client().certificate(id);
    while (!wanted.test(current.value())) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "not within "
                + limit
                + ": "
                + current.value()
                + "\nKalm's last words:\n"
                + kalm.lastLines());
      }
      current = client().awaitChange(id, current.etag(), LONG_POLL);
    }
    return current.value();
  }

  /** Exports through the command line and verifies chain, names and key as a stranger would. */
  IssuedChain exported(Certificate certificate) throws Exception {
    Path out = Files.createTempDirectory(folder, "export-");
    KalmProcess.Run run = kalm.cli("cert", "export", certificate.id(), "--out", out.toString());
    assertThat(run.code()).as(run.output()).isZero();
    IssuedChain chain = IssuedChain.read(out);
    chain.verify(box.pebble().rootPem());
    assertThat(chain.names()).containsExactlyInAnyOrderElementsOf(certificate.names());
    assertThat(chain.keyMatches()).isTrue();
    assertThat(certificate.version()).isNotNull();
    assertThat(chain.leaf().getSerialNumber().toString(16))
        .isEqualTo(certificate.version().serial());
    return chain;
  }

  /** What Kalm's own name server says, asked without recursion. */
  DnsAnswer askKalm(String name, String type) throws IOException {
    return DnsAnswer.ask(new InetSocketAddress(box.kalmAddress(), 53), name, type);
  }

  /**
   * No delegation has a value left: neither by REST nor on the wire, where the name still exists.
   */
  void assertNoValuesLeft() throws IOException {
    Map<String, List<String>> left = new LinkedHashMap<>();
    for (Delegation delegation : delegations()) {
      if (!delegation.values().isEmpty()) {
        left.put(delegation.domain(), delegation.values());
      }
      assertThat(askKalm(delegation.target(), "TXT"))
          .isEqualTo(new DnsAnswer("NOERROR", List.of()));
    }
    assertThat(left).isEmpty();
  }

  List<Delegation> delegations() throws KalmException {
    List<Delegation> all = new ArrayList<>();
    String next = null;
    do {
      var page = client().delegations(100, next);
      all.addAll(page.items());
      next = page.next();
    } while (next != null);
    return all;
  }

  @Override
  public void close() {
    kalm.close();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted((left, right) -> right.compareTo(left)).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
