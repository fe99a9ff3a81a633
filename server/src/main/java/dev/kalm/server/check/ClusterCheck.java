package dev.kalm.server.check;

import dev.kalm.server.check.Authorities.Authority;
import dev.kalm.server.check.Authorities.Found;
import dev.kalm.server.check.DnsReply.Answered;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * Whether a domain and addresses would do for a cluster, as far as that can be seen from this
 * machine. Safe for use by many threads.
 */
public final class ClusterCheck {
  static final Duration DEFAULT_LIMIT = Duration.ofSeconds(10);
  private static final int NAME_SERVERS_SHOWN = 4;

  private final DnsResolver resolver;
  private final Authorities authorities;
  private final AddressCheck addressCheck;

  public ClusterCheck(DnsResolver resolver, Witness witness) {
    this(resolver, new AddressCheck(resolver.tryLimit(), 53, 80, witness));
  }

  ClusterCheck(DnsResolver resolver, AddressCheck addressCheck) {
    this.resolver = resolver;
    this.authorities = new Authorities(resolver, addressCheck.dnsPort());
    this.addressCheck = addressCheck;
  }

  /**
   * What was seen of the domain, then of each address.
   *
   * @param domain A-labels, without a trailing dot
   * @throws IllegalArgumentException if the domain is no domain name
   */
  public List<ClusterSight> look(String domain, List<InetAddress> addresses) {
    Deadline deadline = Deadline.in(DEFAULT_LIMIT);
    Name name = DnsText.name(domain);
    return SideBySide.both(
        () -> domain(name, deadline),
        () -> SideBySide.map(addresses, address -> addressCheck.look(address, domain, deadline)),
        (first, others) -> {
          List<ClusterSight> all = new ArrayList<>(first);
          others.forEach(all::addAll);
          return List.copyOf(all);
        });
  }

  private List<ClusterSight> domain(Name domain, Deadline deadline) {
    return switch (authorities.closest(domain, deadline)) {
      case Found.Nothing(var why) ->
          List.of(
              new ClusterSight(
                  DnsText.text(domain),
                  RecordStatus.UNKNOWN,
                  "It is not known whether the domain exists: " + why + ".",
                  "Choose a resolver that answers, in the settings below."));
      case Found.Zone(Authority zone) -> domain(domain, zone, deadline);
    };
  }

  private List<ClusterSight> domain(Name domain, Authority zone, Deadline deadline) {
    String text = DnsText.text(domain);
    boolean missing =
        resolver.ask(domain, Type.SOA, deadline) instanceof Answered(var _, var message)
            && message.getRcode() == Rcode.NXDOMAIN;
    // The root counts as a label of its own.
    if (zone.zone().labels() <= 2 && !zone.zone().equals(domain)) {
      return List.of(
          new ClusterSight(
              text,
              RecordStatus.MISSING,
              "Nobody has this domain: there is no such name in " + DnsText.text(zone.zone()) + ".",
              "Look for a typing error, or register the domain first."));
    }
    String hosts =
        zone.servers().stream()
            .map(server -> DnsText.text(server.name()))
            .distinct()
            .limit(NAME_SERVERS_SHOWN)
            .collect(Collectors.joining(", "));
    String where =
        zone.zone().equals(domain)
            ? "The domain exists. Its DNS is hosted at %s.".formatted(hosts)
            : "%s is in the zone %s, whose DNS is hosted at %s."
                .formatted(
                    missing ? "The name does not exist yet; it" : text,
                    DnsText.text(zone.zone()),
                    hosts);
    return List.of(
        new ClusterSight(
            text,
            RecordStatus.OK,
            where,
            "The records that the validation zone needs are added there, once: see that you can."));
  }
}
