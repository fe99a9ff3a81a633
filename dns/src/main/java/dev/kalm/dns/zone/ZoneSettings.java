package dev.kalm.dns.zone;

import dev.kalm.dns.message.Name;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What stands in a zone besides its TXT values, and for how long resolvers may keep what.
 *
 * @param apex the zone's name
 * @param nameServers one per node; the first is the SOA's primary (MNAME)
 * @param apexAddresses A and AAAA of the apex itself, usually none
 * @param apexCaa CAA of the apex, usually none
 * @param txtTtl TTL of TXT values, 0 to 60 s
 * @param negativeTtl SOA MINIMUM and the SOA's TTL, at most 60 s: how long "no such name" is
 *     remembered (RFC 2308)
 * @param signing with what the zone is signed; absent: it is not
 */
public record ZoneSettings(
    Name apex,
    List<NameServer> nameServers,
    List<InetAddress> apexAddresses,
    List<Caa> apexCaa,
    Duration txtTtl,
    Duration negativeTtl,
    Optional<ZoneSigning> signing) {

  /**
   * TTL of NS, of the name servers' addresses, and of the apex's other records, DNSKEY among them:
   * a node that moves is found soon.
   */
  public static final Duration INFRASTRUCTURE_TTL = Duration.ofMinutes(5);

  /** No answer that a user waits for may be kept longer than this. */
  public static final Duration MAX_TTL = Duration.ofSeconds(60);

  public static final Duration DEFAULT_TXT_TTL = Duration.ofSeconds(1);
  public static final Duration DEFAULT_NEGATIVE_TTL = Duration.ofSeconds(10);

  public ZoneSettings {
    nameServers = List.copyOf(nameServers);
    apexAddresses = List.copyOf(apexAddresses);
    apexCaa = List.copyOf(apexCaa);
    if (nameServers.isEmpty()) {
      throw new IllegalArgumentException("Zone %s needs at least one name server".formatted(apex));
    }
    checkTtl("TTL of TXT values", apex, txtTtl);
    checkTtl("negative TTL", apex, negativeTtl);
  }

  /** A zone with the default TTLs, nothing at its apex but SOA and NS. */
  public static ZoneSettings of(Name apex, List<NameServer> nameServers) {
    return new ZoneSettings(
        apex,
        nameServers,
        List.of(),
        List.of(),
        DEFAULT_TXT_TTL,
        DEFAULT_NEGATIVE_TTL,
        Optional.empty());
  }

  public ZoneSettings withNameServers(List<NameServer> servers) {
    return new ZoneSettings(apex, servers, apexAddresses, apexCaa, txtTtl, negativeTtl, signing);
  }

  public ZoneSettings withApexAddresses(List<InetAddress> addresses) {
    return new ZoneSettings(apex, nameServers, addresses, apexCaa, txtTtl, negativeTtl, signing);
  }

  public ZoneSettings withApexCaa(List<Caa> caa) {
    return new ZoneSettings(apex, nameServers, apexAddresses, caa, txtTtl, negativeTtl, signing);
  }

  public ZoneSettings withTtls(Duration txt, Duration negative) {
    return new ZoneSettings(apex, nameServers, apexAddresses, apexCaa, txt, negative, signing);
  }

  public ZoneSettings withSigning(Optional<ZoneSigning> with) {
    return new ZoneSettings(apex, nameServers, apexAddresses, apexCaa, txtTtl, negativeTtl, with);
  }

  private static void checkTtl(String what, Name apex, Duration ttl) {
    if (ttl.isNegative() || ttl.compareTo(MAX_TTL) > 0) {
      throw new IllegalArgumentException(
          "The %s of zone %s has to be between 0 and %d s, not %d s"
              .formatted(what, apex, MAX_TTL.toSeconds(), ttl.toSeconds()));
    }
  }
}
