package dev.kalm.dns.zone;

import dev.kalm.dns.message.Name;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

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
 */
public record ZoneSettings(
    Name apex,
    List<NameServer> nameServers,
    List<InetAddress> apexAddresses,
    List<Caa> apexCaa,
    Duration txtTtl,
    Duration negativeTtl) {

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
        apex, nameServers, List.of(), List.of(), DEFAULT_TXT_TTL, DEFAULT_NEGATIVE_TTL);
  }

  public ZoneSettings withNameServers(List<NameServer> servers) {
    return new ZoneSettings(apex, servers, apexAddresses, apexCaa, txtTtl, negativeTtl);
  }

  public ZoneSettings withApexAddresses(List<InetAddress> addresses) {
    return new ZoneSettings(apex, nameServers, addresses, apexCaa, txtTtl, negativeTtl);
  }

  public ZoneSettings withApexCaa(List<Caa> caa) {
    return new ZoneSettings(apex, nameServers, apexAddresses, caa, txtTtl, negativeTtl);
  }

  public ZoneSettings withTtls(Duration txt, Duration negative) {
    return new ZoneSettings(apex, nameServers, apexAddresses, apexCaa, txt, negative);
  }

  private static void checkTtl(String what, Name apex, Duration ttl) {
    if (ttl.isNegative() || ttl.compareTo(MAX_TTL) > 0) {
      throw new IllegalArgumentException(
          "The %s of zone %s has to be between 0 and %d s, not %d s"
              .formatted(what, apex, MAX_TTL.toSeconds(), ttl.toSeconds()));
    }
  }
}
