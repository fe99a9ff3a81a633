package dev.kalm.dns.zone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.dns.Asking;
import dev.kalm.dns.HandClock;
import dev.kalm.dns.message.Name;
import dev.kalm.dns.message.Query;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

class ZoneTableTest {

  private final Zone parent = zone("mycluster.com");
  private final Zone child = zone("acme.mycluster.com");
  private final ZoneTable table = new ZoneTable(parent, child);

  private static Zone zone(String apex) {
    return new Zone(ZoneTest.settings(apex), new HandClock());
  }

  @Test
  void theLongestApexWins() {
    assertThat(find("x.ACME.mycluster.com")).isSameAs(child);
    assertThat(find("acme.mycluster.com")).isSameAs(child);
    assertThat(find("xacme.mycluster.com")).isSameAs(parent);
    assertThat(find("com")).isNull();
    assertThat(find(".")).isNull();
    assertThat(find("a.".repeat(120) + "b")).isNull();
  }

  @Test
  void zonesComeAndGoWhileItRuns() {
    table.remove(Name.parse("ACME.mycluster.com"));
    assertThat(find("x.acme.mycluster.com")).isSameAs(parent);
    Zone again = zone("acme.mycluster.com");
    table.add(again);
    assertThat(find("x.acme.mycluster.com")).isSameAs(again);
    assertThat(table.zone(again.apex())).containsSame(again);
    assertThat(table.all()).containsExactly(parent, again);
    table.remove(parent.apex());
    assertThat(find("mycluster.com")).isNull();
  }

  private @Nullable Zone find(String name) {
    byte[] message = Asking.query(name, Type.TXT);
    Query query = new Query();
    assertThat(query.readHeader(message, message.length) && query.readQuestion()).isTrue();
    return table.find(query);
  }
}
