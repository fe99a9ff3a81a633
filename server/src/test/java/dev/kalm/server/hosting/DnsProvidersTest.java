package dev.kalm.server.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.DnsProvider;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnsProvidersTest {

  @ParameterizedTest
  @CsvSource({
    "ada.ns.cloudflare.com, cloudflare",
    "ns-2048.awsdns-64.co.uk, route-53",
    "ns-cloud-a1.googledomains.com, google-cloud-dns",
    "ns1-03.azure-dns.com, azure",
    "ns07.domaincontrol.com, godaddy",
    "dns1.registrar-servers.com, namecheap",
    "ns-123-a.gandi.net, gandi",
    "dns104.ovh.net, ovh",
    "hydrogen.ns.hetzner.com, hetzner",
    "ns1.digitalocean.com, digitalocean",
    "ns1.linode.com, linode",
    "ns1.vultr.com, vultr",
    "ns1045.ui-dns.de, ionos",
    "docks01.rzone.de, strato",
    "maceio.ns.porkbun.com, porkbun",
    "ns1cvw.name.com, name-com",
    "ns1.dnsimple.com, dnsimple",
    "dns1.p01.nsone.net, ns1",
    "dns1.squarespacedns.com, squarespace",
    "ns6.wixdns.net, wix",
    "nsany1.infomaniak.com, infomaniak",
    "ns3.inwx.eu, inwx",
    "root-dns.netcup.net, netcup",
    "ns1.alidns.com, alibaba",
    "f1g1ns1.dnspod.net, dnspod",
    "dns1.yandex.net, yandex",
    "1-you.njalla.no, njalla",
    "ns2.desec.org, desec",
    "ns2.he.net, hurricane-electric",
    "ns5.dynu.com, dynu",
    "kiki.bunny.net, bunny"
  })
  void aProviderIsKnownByItsNameServers(String server, String id) {
    assertThat(DnsProviders.of(List.of(server)).map(DnsProvider::id)).contains(id);
    assertThat(DnsProviders.of(List.of(server.toUpperCase(java.util.Locale.ROOT))))
        .isEqualTo(DnsProviders.of(List.of(server)));
  }

  @Test
  void whoHasMostOfThemIsTheProvider() {
    assertThat(
            DnsProviders.of(List.of("ns1.vultr.com", "ns1.linode.com", "ns2.linode.com"))
                .map(DnsProvider::id))
        .contains("linode");
  }

  @Test
  void aNameThatOnlyLooksAlikeIsUnknown() {
    assertThat(DnsProviders.of(List.of("ns1.notgandi.net", "ns.gandi.net.myapp.com")))
        .isEqualTo(Optional.empty());
    assertThat(DnsProviders.of(List.of())).isEmpty();
  }

  @Test
  void adviceIsOneSentence() {
    Optional<DnsProvider> cloudflare = DnsProviders.of(List.of("ada.ns.cloudflare.com"));
    assertThat(cloudflare.map(DnsProvider::advice).orElseThrow()).contains("DNS only");
  }
}
