package dev.kalm.dns.server;

import dev.kalm.dns.HandClock;
import dev.kalm.dns.message.Name;
import dev.kalm.dns.zone.Caa;
import dev.kalm.dns.zone.NameServer;
import dev.kalm.dns.zone.Zone;
import dev.kalm.dns.zone.ZoneChange.AddDelegation;
import dev.kalm.dns.zone.ZoneChange.AddOwnTxt;
import dev.kalm.dns.zone.ZoneChange.AddTxt;
import dev.kalm.dns.zone.ZoneSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The zone that the server's tests ask about, and its contents. */
final class ServedZone {

  static final String APEX = "acme-d985e9.mycluster.com.";
  static final UUID FILLED = UUID.fromString("8f14e45f-ceea-467f-ab5c-12d3bc9f6a11");
  static final UUID EMPTY = UUID.fromString("00000000-0000-4000-8000-00000000000a");
  static final UUID CROWDED = UUID.fromString("cccccccc-cccc-4ccc-8ccc-cccccccccccc");
  static final String FILLED_NAME = FILLED + "." + APEX;
  static final String EMPTY_NAME = EMPTY + "." + APEX;
  static final String CROWDED_NAME = CROWDED + "." + APEX;
  static final int CROWD = 60;
  static final String VALUE = "gfj9Xq...Rg85nM_evaGSbXtjZ0gf3tJ5dQ0gaU6b3OZ";
  static final String OTHER_VALUE = "LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0";

  final HandClock clock = new HandClock();
  final Zone zone;

  ServedZone() {
    InetAddress v4 = InetAddress.ofLiteral("127.0.10.3");
    InetAddress v6 = InetAddress.ofLiteral("2001:db8::3");
    InetAddress second = InetAddress.ofLiteral("127.0.10.4");
    ZoneSettings settings =
        ZoneSettings.of(
                Name.parse(APEX),
                List.of(
                    new NameServer(Name.parse("ns." + APEX), List.of(v4, v6)),
                    new NameServer(Name.parse("ns2." + APEX), List.of(second))))
            .withApexAddresses(List.of(v4))
            .withApexCaa(List.of(new Caa(0, "issue", "letsencrypt.org")));
    zone = new Zone(settings, clock);
    zone.apply(
        List.of(
            new AddTxt(FILLED, VALUE, clock.in(Duration.ofHours(1))),
            new AddTxt(FILLED, OTHER_VALUE, clock.in(Duration.ofHours(2))),
            new AddDelegation(EMPTY),
            new AddOwnTxt(
                Name.parse("_acme-challenge." + APEX), VALUE, clock.in(Duration.ofHours(1))),
            new AddOwnTxt(
                Name.parse("_acme-challenge.ns." + APEX), VALUE, clock.in(Duration.ofHours(1))),
            new AddOwnTxt(Name.parse("a.deep." + APEX), VALUE, clock.in(Duration.ofHours(1)))),
        1);
    for (int i = 0; i < CROWD; i++) {
      zone.apply(List.of(new AddTxt(CROWDED, VALUE + i, clock.in(Duration.ofHours(1)))), 2 + i);
    }
  }

  static DnsServerSettings loopback() {
    return DnsServerSettings.of(new InetSocketAddress("127.0.0.1", 0));
  }
}
