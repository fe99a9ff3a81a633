package dev.kalm.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kalm.dns.message.RecordType;
import dev.kalm.dns.server.QueryEvent;
import dev.kalm.dns.server.Transport;
import dev.kalm.e2e.SignedInternet.Signing;
import dev.kalm.e2e.SignedInternet.Site;
import dev.kalm.testnet.Resolver;
import dev.kalm.testnet.ResolverKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Resolvers that nobody here wrote follow a delegation from a signed root into our zones, signed
 * and unsigned, over UDP and over TCP alone, and believe what they are told.
 */
class ResolverMatrixTest {
  private static final List<Path> PATHS =
      Stream.of(ResolverKind.values())
          .flatMap(kind ->
              kind.canForceTcp()
                  ? Stream.of(new Path(kind, false), new Path(kind, true))
                  : Stream.of(new Path(kind, false)))
          .toList();

  private static SignedInternet internet;
  private static final Map<Path, Resolver> RESOLVERS = new ConcurrentHashMap<>();

  /** One resolver, asking us as it likes or over TCP alone. */
  record Path(ResolverKind kind, boolean tcpOnly) {
    @Override
    public String toString() {
      return kind + (tcpOnly ? " over TCP" : "");
    }
  }

  @BeforeAll
  static void startResolvers() throws Exception {
    internet = SignedInternet.start();
    List<CompletableFuture<Void>> starts = new ArrayList<>();
    for (Path path : PATHS) {
      if (path.kind.isInstalled()) {
        starts.add(
            CompletableFuture.runAsync(
                () -> RESOLVERS.put(path, internet.box.startResolver(path.kind, path.tcpOnly))));
      } else {
        System.out.println("Skipped: " + path + " is not installed");
      }
    }
    starts.forEach(CompletableFuture::join);
  }

  @AfterAll
  static void stop() {
    if (internet != null) {
      internet.close();
    }
  }

  static List<Path> paths() {
    return PATHS;
  }

  static List<Arguments> matrix() {
    return PATHS.stream()
        .flatMap(path -> Stream.of(Signing.values()).map(signing -> Arguments.of(path, signing)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void challengeIsFoundThroughTheCname(Path path, Signing signing) throws Exception {
    Site site = internet.site(signing);
    internet.forgetQueries();
    Answer answer = ask(path, "_acme-challenge." + site.domain, "TXT");
    assertThat(answer.rcode()).isEqualTo("NOERROR");
    assertThat(answer.values("TXT")).containsExactlyInAnyOrderElementsOf(Site.VALUES);
    assertThat(answer.values("CNAME")).containsExactly(site.name(site.shown) + ".");
    assertSecure(answer, signing);
    assertThat(internet.queries(resolver(path).source()))
        .extracting(QueryEvent::transport)
        .containsOnly(path.tcpOnly ? Transport.TCP : Transport.UDP);
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void answerTooLargeForUdpComesOverTcp(Path path, Signing signing) throws Exception {
    Site site = internet.site(signing);
    internet.forgetQueries();
    Answer answer = ask(path, "_acme-challenge.large." + site.domain, "TXT");
    assertThat(answer.rcode()).isEqualTo("NOERROR");
    assertThat(answer.values("TXT")).hasSize(Site.LARGE_COUNT);
    assertSecure(answer, signing);
    assertThat(internet.queries(resolver(path).source()))
        .extracting(QueryEvent::transport)
        .contains(Transport.TCP);
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void nameWithoutTheTypeIsNoData(Path path, Signing signing) throws Exception {
    Site site = internet.site(signing);
    assertNoData(path, signing, "_acme-challenge.empty." + site.domain, "TXT");
    assertNoData(path, signing, site.name(site.empty), "TXT");
    assertNoData(path, signing, site.name(site.shown), "A");
    assertNoData(path, signing, "ns." + site.origin, "AAAA");
    assertNoData(path, signing, site.origin, "TXT");
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void authorizationOfCasIsNoDataEverywhere(Path path, Signing signing) throws Exception {
    Site site = internet.site(signing);
    assertNoData(path, signing, "_acme-challenge." + site.domain, "CAA");
    assertNoData(path, signing, site.name(site.shown), "CAA");
    assertNoData(path, signing, site.name(site.empty), "CAA");
    assertNoData(path, signing, "ns." + site.origin, "CAA");
    assertNoData(path, signing, site.origin, "CAA");
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void nameServersAreAskedForAtEveryLevel(Path path, Signing signing) throws Exception {
    Site site = internet.site(signing);
    assertThat(ask(path, "com", "NS").values("NS")).hasSize(1);
    assertThat(ask(path, SignedInternet.CLUSTER, "NS").values("NS")).hasSize(1);
    Answer apex = ask(path, site.origin, "NS");
    assertThat(apex.values("NS"))
        .containsExactlyInAnyOrder("ns." + site.origin + ".", "ns2." + site.origin + ".");
    assertSecure(apex, signing);
    assertNoData(path, signing, "ns." + site.origin, "NS");
    assertNoData(path, signing, site.name(site.shown), "NS");
    assertNoData(path, signing, site.name(site.empty), "NS");
    assertNoName(path, signing, "_tcp." + site.name(site.shown), "NS");
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void nameThatIsNotThereIsDenied(Path path, Signing signing) throws Exception {
    Site site = internet.site(signing);
    assertNoName(path, signing, UUID.randomUUID() + "." + site.origin, "TXT");
    assertNoName(path, signing, "www." + site.origin, "A");
    assertNoName(path, signing, "_acme-challenge." + site.name(site.shown), "TXT");
    assertNoName(path, signing, "a.b.c." + site.origin, "TXT");
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void apexHasItsOwnRecords(Path path, Signing signing) throws Exception {
    Site site = internet.site(signing);
    Answer soa = ask(path, site.origin, "SOA");
    assertThat(soa.values("SOA")).singleElement().asString().startsWith("ns." + site.origin + ".");
    assertSecure(soa, signing);
    Answer address = ask(path, "ns." + site.origin, "A");
    assertThat(address.values("A")).containsExactly(internet.box.kalmAddress().getHostAddress());
    assertSecure(address, signing);
    Answer keys = ask(path, site.origin, "DNSKEY");
    assertThat(keys.rcode()).isEqualTo("NOERROR");
    assertThat(keys.values("DNSKEY")).hasSize(signing.signed() ? 1 : 0);
    assertSecure(keys, signing);
  }

  @ParameterizedTest
  @MethodSource("paths")
  void wrongDsRecordMakesTheZoneUnbelievable(Path path) throws Exception {
    Site site = internet.misvouched();
    assertThat(ask(path, "_acme-challenge." + site.domain, "TXT").rcode()).isEqualTo("SERVFAIL");
    assertThat(ask(path, site.origin, "SOA").rcode()).isEqualTo("SERVFAIL");
  }

  @ParameterizedTest
  @MethodSource("paths")
  void signedZoneWithoutDsRecordIsBelievedUnproven(Path path) throws Exception {
    Site site = internet.unvouched();
    Answer answer = ask(path, "_acme-challenge." + site.domain, "TXT");
    assertThat(answer.values("TXT")).containsExactlyInAnyOrderElementsOf(Site.VALUES);
    assertThat(answer.authenticated()).isFalse();
  }

  /**
   * A name below a delegation is not there; whether the delegation is asked for on the way shows.
   */
  @Test
  void onlyUnboundWithStrictMinimisationAsksLabelByLabel() throws Exception {
    Site site = internet.site(Signing.UNSIGNED);
    Path strict = new Path(ResolverKind.UNBOUND_STRICT, false);
    internet.forgetQueries();
    assertThat(ask(strict, "x.y." + site.name(site.shown), "TXT").rcode()).isEqualTo("NXDOMAIN");
    assertThat(internet.queries(resolver(strict).source()))
        .extracting(event -> event.question().type())
        .doesNotContain(RecordType.TXT);

    Path plain = new Path(ResolverKind.UNBOUND, false);
    internet.forgetQueries();
    assertThat(ask(plain, "x.y." + site.name(site.shown), "TXT").rcode()).isEqualTo("NXDOMAIN");
    assertThat(ask(plain, site.name(site.shown), "TXT").rcode()).isEqualTo("NOERROR");
    assertThat(internet.queries(resolver(plain).source()))
        .extracting(event -> event.question().type())
        .containsOnly(RecordType.TXT);
  }

  private static void assertNoData(Path path, Signing signing, String name, String type)
      throws Exception {
    Answer answer = ask(path, name, type);
    assertThat(answer.rcode()).as(name).isEqualTo("NOERROR");
    assertThat(answer.values(type)).as(name).isEmpty();
    assertSecure(answer, signing);
  }

  private static void assertNoName(Path path, Signing signing, String name, String type)
      throws Exception {
    Answer answer = ask(path, name, type);
    assertThat(answer.rcode()).as(name).isEqualTo(signing.codeOfNoName());
    assertThat(answer.values(type)).as(name).isEmpty();
    assertSecure(answer, signing);
  }

  /** RFC 4035 section 3.2.3: AD says that all of it was validated from the root's key. */
  private static void assertSecure(Answer answer, Signing signing) {
    assertThat(answer.authenticated()).as("AD of " + answer).isEqualTo(signing.signed());
  }

  private static Answer ask(Path path, String name, String type) throws Exception {
    return Answer.of(resolver(path).address(), name, type);
  }

  private static Resolver resolver(Path path) {
    assumeTrue(path.kind.isInstalled(), () -> "skipped: " + path.kind + " is not installed");
    return RESOLVERS.get(path);
  }
}
