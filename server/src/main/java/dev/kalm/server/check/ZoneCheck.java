package dev.kalm.server.check;

import dev.kalm.server.check.Authorities.Authority;
import dev.kalm.server.check.Authorities.Found;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.xbill.DNS.Name;

/**
 * Whether the parent zone delegates a validation zone to our name servers, and whether each of
 * their addresses answers, and whether the parent's DS records fit the zone's keys. Safe for use by
 * many threads.
 */
public final class ZoneCheck {
  static final Duration DEFAULT_LIMIT = Duration.ofSeconds(10);
  private static final int DNS_PORT = 53;

  private final Authorities authorities;
  private final ParentView.Looker looker;
  private final DsLooker dsLooker;
  private final Reachability reachability;
  private final Duration limit;

  public ZoneCheck(DnsResolver resolver) {
    this(resolver, DNS_PORT, DEFAULT_LIMIT);
  }

  /**
   * @param authoritativePort where the parent's servers and ours listen: 53 in the world
   * @param limit how long one check may take
   */
  public ZoneCheck(DnsResolver resolver, int authoritativePort, Duration limit) {
    this.authorities = new Authorities(resolver, authoritativePort);
    this.looker = new ParentView.Looker(resolver);
    this.dsLooker = new DsLooker(resolver.tryLimit());
    this.reachability = new Reachability(resolver.tryLimit(), authoritativePort);
    this.limit = limit;
  }

  /**
   * For each name server one "NS" check and after it one "A" or "AAAA" check for each of its
   * addresses, then the "DS" checks. An address whose record is right is WRONG while it does not
   * answer with authority for the zone over UDP and over TCP.
   *
   * @throws IllegalArgumentException if one of the names is not a domain name
   */
  public ZoneSight check(ZoneExpectation expectation) {
    Deadline deadline = Deadline.in(limit);
    Name zone = DnsText.name(expectation.zone());
    List<Name> names =
        expectation.nameServers().stream().map(server -> DnsText.name(server.name())).toList();
    List<InetAddress> addresses =
        expectation.nameServers().stream()
            .flatMap(server -> server.addresses().stream())
            .distinct()
            .toList();

    return SideBySide.both(
        () -> parent(zone, names, deadline),
        () -> reachable(addresses, zone, deadline),
        (parent, reached) -> {
          List<RecordCheck> checks =
              new ArrayList<>(checks(expectation, names, parent.text(), reached));
          checks.addAll(parent.ds().checks(expectation.ds(), expectation.published()));
          return new ZoneSight(checks, parent.ds());
        });
  }

  /** What the parent's name servers say of the delegation, and of the zone's DS records. */
  private record Parent(ZoneText text, ParentDs ds) {}

  private Map<InetAddress, Reachability.Sight> reachable(
      List<InetAddress> addresses, Name zone, Deadline deadline) {
    List<Reachability.Sight> sights =
        SideBySide.map(addresses, address -> reachability.look(address, zone, deadline));
    Map<InetAddress, Reachability.Sight> reached = new HashMap<>();
    for (int i = 0; i < addresses.size(); i++) {
      reached.put(addresses.get(i), sights.get(i));
    }
    return reached;
  }

  private static List<RecordCheck> checks(
      ZoneExpectation expectation,
      List<Name> names,
      ZoneText parent,
      Map<InetAddress, Reachability.Sight> reached) {
    List<RecordCheck> checks = new ArrayList<>();
    for (ExpectedNameServer server : expectation.nameServers()) {
      Name name = DnsText.name(server.name());
      checks.add(parent.nameServer(name, names));
      for (InetAddress address : server.addresses()) {
        RecordCheck glue = parent.glue(name, address, server.addresses());
        checks.add(withReachability(glue, Objects.requireNonNull(reached.get(address))));
      }
    }
    return List.copyOf(checks);
  }

  private Parent parent(Name zone, List<Name> names, Deadline deadline) {
    return switch (authorities.closest(new Name(zone, 1), deadline)) {
      case Found.Nothing(var why) ->
          new Parent(ZoneText.unknown(zone, why), DsLooker.unknown(zone, new Name(zone, 1), why));
      case Found.Zone(Authority parent) ->
          SideBySide.both(
              () ->
                  ZoneText.of(
                      zone,
                      parent.zone(),
                      SideBySide.map(
                          parent.servers(),
                          server -> looker.look(parent, server, zone, names, deadline))),
              () -> dsLooker.look(parent, zone, deadline),
              Parent::new);
    };
  }

  private static RecordCheck withReachability(RecordCheck glue, Reachability.Sight sight) {
    return switch (sight) {
      case Reachability.Reached _ -> glue;
      case Reachability.NoRoute _ when glue.status() != RecordStatus.OK -> glue;
      case Reachability.NoRoute(var detail) -> with(glue, RecordStatus.UNKNOWN, detail);
      case Reachability.Unreached(var detail) when glue.status() == RecordStatus.OK ->
          with(glue, RecordStatus.WRONG, detail);
      case Reachability.Unreached(var detail) ->
          with(glue, glue.status(), glue.detail() + "; besides, " + detail);
    };
  }

  private static RecordCheck with(RecordCheck check, RecordStatus status, String detail) {
    return new RecordCheck(check.type(), check.name(), check.value(), status, detail);
  }

  static String type(InetAddress address) {
    return address instanceof Inet6Address ? "AAAA" : "A";
  }
}
