package dev.kalm.testnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestnetExtension.class)
class TestnetTest {
  private final Testnet box;

  TestnetTest(Testnet box) {
    this.box = box;
  }

  @Test
  void resolverFollowsTheDelegationThatAUserMakesFromTheRootToKalm() throws Exception {
    Zone cluster = box.provider().freshZone();
    Zone users = box.provider().freshZone();
    String zone = "acme-d985e9." + cluster.origin();
    String target = "0b5e." + zone;
    try (TxtResponder _ = new TxtResponder(box.kalmAddress(), "from-kalm")) {
      assertThat(resolve("_acme-challenge." + users.origin(), "TXT")).isEmpty();

      cluster.set("NS", zone, "ns." + zone);
      cluster.set("A", "ns." + zone, box.kalmAddress().getHostAddress());
      assertThat(resolve(target, "TXT")).containsExactly("from-kalm");

      users.set("CNAME", "_acme-challenge", target);
      assertThat(resolve("_acme-challenge." + users.origin(), "TXT")).containsExactly("from-kalm");
    }
  }

  @Test
  void everyChangeOfAZoneIsSeenByTheNextQuery() throws Exception {
    Zone zone = box.provider().freshZone();
    String name = "www." + zone.origin();
    assertThat(resolve(name, "A")).isEmpty();
    for (int i = 1; i <= 20; i++) {
      String address = "192.0.2." + i;
      zone.set("A", "www", address);
      assertThat(resolve(name, "A")).containsExactly(address);
    }
    zone.add("A", "www", "192.0.2.99");
    assertThat(resolve(name, "A")).containsExactly("192.0.2.20", "192.0.2.99");
    zone.remove("A", "www");
    assertThat(resolve(name, "A")).isEmpty();
  }

  @Test
  void anyTopLevelDomainIsThereWhenItIsAskedFor() throws Exception {
    box.provider().zone("shop.example").set("TXT", "@", "hello there");
    assertThat(resolve("shop.example", "TXT")).containsExactly("\"hello there\"");
    box.provider().zone("other.shop.example").set("TXT", "@", "below");
    assertThat(resolve("other.shop.example", "TXT")).containsExactly("below");
  }

  @Test
  void sameZoneAskedForTwiceIsOne() {
    Zone zone = box.provider().freshZone();
    assertThat(box.provider().zone(zone.origin() + ".")).isSameAs(zone);
  }

  @Test
  void recordThatNsdRefusesIsAnErrorAndChangesNothing() throws Exception {
    Zone zone = box.provider().freshZone().set("A", "www", "192.0.2.1");
    assertThatThrownBy(() -> zone.set("A", "www", "not-an-address"))
        .isInstanceOf(TestnetException.class)
        .hasMessageContaining(zone.origin());
    assertThat(resolve("www." + zone.origin(), "A")).containsExactly("192.0.2.1");
  }

  @Test
  void pebblesDirectoryIsTrustedByTheAnchor() throws Exception {
    assertThat(Https.get(box.directory(), box.trustAnchor()))
        .contains("newOrder")
        .contains("renewalInfo");
    assertThat(box.pebble().rootPem()).startsWith("-----BEGIN CERTIFICATE-----");
    assertThat(Https.get(box.management().resolve("/roots/0"), box.trustAnchor()))
        .isEqualTo(box.pebble().rootPem());
  }

  private List<String> resolve(String name, String type) throws Exception {
    InetAddress resolver = box.resolver().getAddress();
    return DnsClient.query(resolver, name, type);
  }
}
