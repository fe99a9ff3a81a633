package dev.kalm.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kalm.dns.dnssec.Ds;
import dev.kalm.dns.dnssec.ZoneKey;
import dev.kalm.dns.message.Name;
import dev.kalm.dns.server.DnsServer;
import dev.kalm.dns.server.DnsServerSettings;
import dev.kalm.dns.server.QueryEvent;
import dev.kalm.dns.zone.Denial;
import dev.kalm.dns.zone.NameServer;
import dev.kalm.dns.zone.SigningKey;
import dev.kalm.dns.zone.Zone;
import dev.kalm.dns.zone.ZoneChange;
import dev.kalm.dns.zone.ZoneSettings;
import dev.kalm.dns.zone.ZoneSigning;
import dev.kalm.dns.zone.ZoneTable;
import dev.kalm.testnet.Testnet;
import dev.kalm.testnet.TestnetSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * A box whose names are signed from the root down, and our DNS server in it with a validation zone
 * of each {@link Signing}, delegated as users are told to.
 */
final class SignedInternet implements AutoCloseable {
  static final String CLUSTER = "mycluster.com";

  final Testnet box;
  private final DnsServer server;
  private final Map<Signing, Site> sites = new EnumMap<>(Signing.class);
  private final Site misvouched;
  private final Site unvouched;
  private final Queue<QueryEvent> asked = new ConcurrentLinkedQueue<>();

  private SignedInternet() throws IOException {
    assumeTrue(Testnet.canSignNames(), "skipped: ldns's tools, which sign the box, are not here");
    box = Testnet.start(TestnetSettings.defaults().withSignedNames());
    try {
      ZoneTable zones = new ZoneTable();
      for (Signing signing : Signing.values()) {
        Site site = site(signing.name().toLowerCase(Locale.ROOT), signing.domain, signing, zones);
        delegate(site, signing.signed() ? Optional.of(site.ds()) : Optional.empty());
        sites.put(signing, site);
      }
      misvouched = site("misvouched", "myapp.dev", Signing.COMPACT, zones);
      delegate(misvouched, Optional.of(ZoneKey.generate().ds(misvouched.zone.apex())));
      unvouched = site("unvouched", "myapp.io", Signing.COMPACT, zones);
      delegate(unvouched, Optional.empty());
      server =
          DnsServer.start(
              DnsServerSettings.of(
                  new InetSocketAddress(box.kalmAddress(), 53),
                  new InetSocketAddress(box.secondKalmAddress(), 53)),
              zones,
              asked::add,
              InstantSource.system());
    } catch (IOException | RuntimeException e) {
      box.close();
      throw e;
    }
  }

  static SignedInternet start() throws IOException {
    return new SignedInternet();
  }

  Site site(Signing signing) {
    return sites.get(signing);
  }

  /** Signed, and its parent has a DS record of another key. */
  Site misvouched() {
    return misvouched;
  }

  /** Signed, and its parent has no DS record. */
  Site unvouched() {
    return unvouched;
  }

  void forgetQueries() {
    asked.clear();
  }

  /** What this client has asked about delegations since queries were forgotten: at least once. */
  List<QueryEvent> queries(InetAddress client) {
    Supplier<List<QueryEvent>> seen =
        () -> asked.stream().filter(event -> event.client().getAddress().equals(client)).toList();
    await().until(() -> !seen.get().isEmpty());
    return seen.get();
  }

  private Site site(String label, String domain, Signing signing, ZoneTable zones) {
    Site site =
        new Site(
            "acme-" + label + "." + CLUSTER,
            domain,
            signing,
            List.of(box.kalmAddress(), box.secondKalmAddress()));
    zones.add(site.zone);
    return site;
  }

  /** What users type in at their provider. */
  private void delegate(Site site, Optional<Ds> ds) {
    dev.kalm.testnet.Zone cluster =
        box.provider()
            .zone(CLUSTER)
            .set("A", "ns." + site.origin, box.kalmAddress().getHostAddress())
            .set("A", "ns2." + site.origin, box.secondKalmAddress().getHostAddress())
            .set("NS", site.origin, "ns." + site.origin, "ns2." + site.origin);
    ds.ifPresent(record -> cluster.set("DS", site.origin, record.toString()));
    box.provider()
        .zone(site.domain)
        .set("CNAME", "_acme-challenge", site.name(site.shown))
        .set("CNAME", "_acme-challenge.empty", site.name(site.empty))
        .set("CNAME", "_acme-challenge.large", site.name(site.large));
  }

  @Override
  public void close() {
    server.close();
    box.close();
  }

  /** How a validation zone is signed. */
  enum Signing {
    UNSIGNED("myapp.com", Optional.empty()),
    COMPACT("myapp.org", Optional.of(Denial.COMPACT)),
    NSEC("myapp.net", Optional.of(Denial.NSEC));

    final String domain;
    final Optional<Denial> denial;

    Signing(String domain, Optional<Denial> denial) {
      this.domain = domain;
      this.denial = denial;
    }

    /**
     * What a resolver says about a name that is not there. RFC 9824 section 3.1 proves "no types at
     * this name" with NOERROR to whoever sets DO, as all validating resolvers do; those of today do
     * not make an NXDOMAIN out of the NXNAME in it.
     */
    String codeOfNoName() {
      return this == COMPACT ? "NOERROR" : "NXDOMAIN";
    }

    boolean signed() {
      return denial.isPresent();
    }
  }

  /** One validation zone with its delegations, and a domain that points into it. */
  static final class Site {
    static final List<String> VALUES =
        List.of("LHDhK3oGRvkiefQnx7OOczTY5Tic_xZ6HcMOc_gmtoM", "one-for-the-wildcard");

    /** More than fits into 1232 bytes. */
    static final int LARGE_COUNT = 30;

    private static final Duration LIFETIME = Duration.ofHours(1);

    final String domain;
    final String origin;
    final UUID shown = UUID.randomUUID();
    final UUID empty = UUID.randomUUID();
    final UUID large = UUID.randomUUID();
    final ZoneKey key = ZoneKey.generate();
    final Zone zone;

    private Site(String origin, String domain, Signing signing, List<InetAddress> servers) {
      this.origin = origin;
      this.domain = domain;
      Name apex = Name.parse(origin);
      ZoneSettings settings =
          ZoneSettings.of(
                  apex,
                  List.of(
                      new NameServer(apex.child("ns"), List.of(servers.get(0))),
                      new NameServer(apex.child("ns2"), List.of(servers.get(1)))))
              .withSigning(
                  signing.denial.map(
                      denial -> new ZoneSigning(List.of(new SigningKey(key, true, true)), denial)));
      zone = new Zone(settings, InstantSource.system());
      Instant later = Instant.now().plus(LIFETIME);
      List<ZoneChange> changes = new ArrayList<>();
      changes.add(new ZoneChange.AddDelegation(empty));
      VALUES.forEach(value -> changes.add(new ZoneChange.AddTxt(shown, value, later)));
      for (int i = 0; i < LARGE_COUNT; i++) {
        changes.add(new ZoneChange.AddTxt(large, i + "-" + "x".repeat(43), later));
      }
      zone.apply(changes, 1);
    }

    /** What the user adds at the parent of a signed zone. */
    Ds ds() {
      return key.ds(zone.apex());
    }

    String name(UUID delegation) {
      return delegation + "." + origin;
    }

    @Override
    public String toString() {
      return origin;
    }
  }
}
