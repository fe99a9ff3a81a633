package dev.kalm.server.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;

class ZoneLookupTest {
  private NameServerFake recursor;
  private ZoneLookup lookup;

  @BeforeEach
  void start() throws Exception {
    recursor = new NameServerFake("127.0.0.1", 0, ".", true);
    recursor.recursive();
    recursor
        .with("com", 90, "SOA", "a.gtld. b.gtld. 1 60 60 60 60")
        .with("com", 90, "NS", "a.gtld.")
        .with("myapp.com", 90, "SOA", "ns.provider.net. a.myapp.com. 1 60 60 60 40")
        .with("myapp.com", 90, "NS", "ns2.provider.net.")
        .with("myapp.com", 90, "NS", "ns1.provider.net.");
    lookup =
        new ZoneLookup(new DnsResolver(List.of(recursor.socketAddress()), Duration.ofMillis(500)));
  }

  @AfterEach
  void stop() throws Exception {
    recursor.close();
  }

  @Test
  void theApexIsItsOwnHost() {
    assertThat(lookup.find("myapp.com"))
        .contains(
            new ZoneLookup.Found(
                "myapp.com", "@", List.of("ns1.provider.net", "ns2.provider.net")));
  }

  @Test
  void aNameBelowIsRelativeToTheApex() {
    assertThat(lookup.find("_acme-challenge.www.myapp.com").orElseThrow().host())
        .isEqualTo("_acme-challenge.www");
  }

  @Test
  void aCnameAtTheNameDoesNotLeadOutOfItsZone() {
    recursor
        .with("_acme-challenge.myapp.com", 5, "CNAME", "x.acme.example.org.")
        .with("example.org", 90, "SOA", "ns.example.org. a.example.org. 1 60 60 60 60");
    assertThat(lookup.find("_acme-challenge.myapp.com").orElseThrow().apex())
        .isEqualTo("myapp.com");
  }

  @Test
  void aTopLevelDomainIsNobodysZone() {
    assertThat(lookup.find("not-registered.com")).isEmpty();
  }

  @Test
  void aResolverThatFailsKnowsNoZone() {
    recursor.fail(NameServerFake.rcode(Rcode.SERVFAIL));
    assertThat(lookup.find("myapp.com")).isEmpty();
  }

  @Test
  void whatIsNoDomainNameIsRefused() {
    assertThatThrownBy(() -> lookup.find("a..b")).isInstanceOf(IllegalArgumentException.class);
  }
}
