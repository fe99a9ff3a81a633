package dev.kalm.dns.zone;

import dev.kalm.dns.message.Name;
import dev.kalm.dns.message.NameTable;
import dev.kalm.dns.message.RRset;
import dev.kalm.dns.message.Rdata;
import dev.kalm.dns.message.RecordType;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Works out the names that a zone holds besides its delegations: apex, name servers, own TXT, and
 * what stands between.
 */
final class OwnNames {

  /**
   * SOA timers for secondaries, which this zone has none of; values that zone checkers accept (RFC
   * 1912 section 2.2).
   */
  private static final Duration REFRESH = Duration.ofHours(4);

  private static final Duration RETRY = Duration.ofHours(1);
  private static final Duration EXPIRE = Duration.ofDays(7);

  private final ZoneSettings settings;
  private final Map<Name, TxtValues> ownTxt;

  OwnNames(ZoneSettings settings, Map<Name, TxtValues> ownTxt) {
    this.settings = settings;
    this.ownTxt = ownTxt;
  }

  NameTable<OwnName> table() {
    Map<Name, List<RRset>> rrsets = new LinkedHashMap<>();
    rrsets.put(settings.apex(), apexRrsets());
    for (RRset addresses : nameServerAddresses()) {
      rrsets.computeIfAbsent(addresses.owner(), _ -> new ArrayList<>()).add(addresses);
    }
    ownTxt.keySet().forEach(owner -> rrsets.computeIfAbsent(owner, _ -> List.of()));
    for (Name name : List.copyOf(rrsets.keySet())) {
      addEmptyNonTerminals(name, rrsets);
    }
    Map<Name, OwnName> names = new LinkedHashMap<>();
    rrsets.forEach((name, sets) -> names.put(name, ownName(name, sets)));
    return new NameTable<>(names);
  }

  private OwnName ownName(Name name, List<RRset> rrsets) {
    List<Integer> types = new ArrayList<>(rrsets.stream().map(RRset::type).toList());
    if (name.equals(settings.apex())) {
      types.add(RecordType.SOA);
    }
    NsecTypes bare = NsecTypes.of(types);
    types.add(RecordType.TXT);
    return new OwnName(
        rrsets.stream().map(rrset -> OwnRRset.answering(rrset, settings.apex())).toList(),
        ownTxt.getOrDefault(name, TxtValues.EMPTY),
        bare,
        NsecTypes.of(types));
  }

  /** RFC 4592 section 2.2.2: a name with something below it exists. */
  private void addEmptyNonTerminals(Name name, Map<Name, List<RRset>> rrsets) {
    Name ancestor = name;
    while (!ancestor.equals(settings.apex())) {
      ancestor = ancestor.parent();
      rrsets.putIfAbsent(ancestor, List.of());
    }
  }

  /** All but the SOA, which changes with every serial. */
  private List<RRset> apexRrsets() {
    List<RRset> rrsets = new ArrayList<>(List.of(nameServers()));
    rrsets.addAll(addresses(settings.apex(), apexAddresses()));
    if (!settings.apexCaa().isEmpty()) {
      List<Rdata> records =
          settings.apexCaa().stream()
              .map(caa -> Rdata.certificationAuthority(caa.flags(), caa.tag(), caa.value()))
              .toList();
      rrsets.add(apexRrset(RecordType.CAA, records));
    }
    settings.signing().ifPresent(signing -> rrsets.addAll(keyRrsets(signing)));
    return rrsets;
  }

  /** RFC 4034 section 2, RFC 7344 section 3. */
  private List<RRset> keyRrsets(ZoneSigning signing) {
    List<Rdata> keys = signing.keys().stream().map(key -> key.key().dnskey()).toList();
    List<SigningKey> wanted = signing.keys().stream().filter(SigningKey::inCds).toList();
    List<RRset> rrsets = new ArrayList<>(List.of(apexRrset(RecordType.DNSKEY, keys)));
    if (!wanted.isEmpty()) {
      rrsets.add(
          apexRrset(
              RecordType.CDS,
              wanted.stream().map(key -> key.key().ds(settings.apex()).rdata()).toList()));
      rrsets.add(
          apexRrset(RecordType.CDNSKEY, wanted.stream().map(key -> key.key().dnskey()).toList()));
    }
    return rrsets;
  }

  private RRset apexRrset(int type, List<Rdata> records) {
    return new RRset(settings.apex(), type, seconds(ZoneSettings.INFRASTRUCTURE_TTL), records);
  }

  /** The apex may be the name of a name server, too. */
  private Set<InetAddress> apexAddresses() {
    Set<InetAddress> addresses = new LinkedHashSet<>(settings.apexAddresses());
    settings.nameServers().stream()
        .filter(server -> server.name().equals(settings.apex()))
        .forEach(server -> addresses.addAll(server.addresses()));
    return addresses;
  }

  static RRset startOfAuthority(ZoneSettings settings, long serial) {
    int negativeTtl = seconds(settings.negativeTtl());
    Rdata rdata =
        Rdata.startOfAuthority(
            settings.nameServers().getFirst().name(),
            settings.apex().child("hostmaster"),
            (int) serial,
            seconds(REFRESH),
            seconds(RETRY),
            seconds(EXPIRE),
            negativeTtl);
    return new RRset(settings.apex(), RecordType.SOA, negativeTtl, List.of(rdata));
  }

  RRset nameServers() {
    List<Rdata> targets =
        settings.nameServers().stream()
            .map(NameServer::name)
            .distinct()
            .map(Rdata::nameServer)
            .toList();
    return new RRset(
        settings.apex(), RecordType.NS, seconds(ZoneSettings.INFRASTRUCTURE_TTL), targets);
  }

  /** A and AAAA of each name server below the apex. */
  List<RRset> nameServerAddresses() {
    Map<Name, Set<InetAddress>> addresses = new LinkedHashMap<>();
    for (NameServer server : settings.nameServers()) {
      if (server.name().isSubdomainOf(settings.apex()) && !server.name().equals(settings.apex())) {
        addresses
            .computeIfAbsent(server.name(), _ -> new LinkedHashSet<>())
            .addAll(server.addresses());
      }
    }
    List<RRset> rrsets = new ArrayList<>();
    addresses.forEach((name, of) -> rrsets.addAll(addresses(name, of)));
    return rrsets;
  }

  private static List<RRset> addresses(Name owner, Iterable<InetAddress> addresses) {
    List<Rdata> a = new ArrayList<>();
    List<Rdata> aaaa = new ArrayList<>();
    addresses.forEach(
        address -> (address instanceof Inet4Address ? a : aaaa).add(Rdata.address(address)));
    int ttl = seconds(ZoneSettings.INFRASTRUCTURE_TTL);
    return Stream.of(Map.entry(RecordType.A, a), Map.entry(RecordType.AAAA, aaaa))
        .filter(of -> !of.getValue().isEmpty())
        .map(of -> new RRset(owner, of.getKey(), ttl, of.getValue()))
        .toList();
  }

  private static int seconds(Duration duration) {
    return Math.toIntExact(duration.toSeconds());
  }
}
