package dev.kalm.server.hosting;

import dev.kalm.api.DnsProvider;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * DNS providers by the names of their name servers. Advice is given where it is known, and no more
 * than one sentence.
 */
final class DnsProviders {
  private static final String HOST_ONLY =
      "Enter only the host, without your domain: the panel adds the domain by itself.";
  private static final String HOST_AND_DOT =
      "Enter only the host, without your domain, and end the target with a dot: otherwise the domain is appended to it.";

  private record Known(String id, String name, @Nullable String advice, Pattern servers) {
    DnsProvider provider() {
      return new DnsProvider(id, name, advice);
    }
  }

  private static final List<Known> ALL =
      List.of(
          known(
              "cloudflare",
              "Cloudflare",
              "Set the proxy status to DNS only (the grey cloud): a proxied record hides the CNAME.",
              "cloudflare\\.com"),
          known("route-53", "Amazon Route 53", HOST_ONLY, "awsdns-\\d+\\.(com|net|org|co\\.uk)"),
          known("google-cloud-dns", "Google Cloud DNS", HOST_ONLY, "googledomains\\.com"),
          known("azure", "Azure DNS", HOST_ONLY, "azure-dns\\.(com|net|org|info)"),
          known("godaddy", "GoDaddy", HOST_ONLY, "domaincontrol\\.com"),
          known(
              "namecheap",
              "Namecheap",
              HOST_ONLY,
              "registrar-servers\\.com|namecheaphosting\\.com"),
          known("gandi", "Gandi", HOST_AND_DOT, "gandi\\.net"),
          known("ovh", "OVHcloud", HOST_AND_DOT, "ovh\\.(net|ca)|anycast\\.me"),
          known(
              "hetzner",
              "Hetzner",
              HOST_AND_DOT,
              "hetzner\\.(com|de)|first-ns\\.de|second-ns\\.(com|de)|your-server\\.de"),
          known("digitalocean", "DigitalOcean", HOST_ONLY, "digitalocean\\.com"),
          known("linode", "Akamai Linode", HOST_ONLY, "linode\\.com"),
          known("vultr", "Vultr", HOST_ONLY, "vultr\\.com"),
          known("ionos", "IONOS", HOST_ONLY, "ui-dns\\.(com|org|biz|de)"),
          known("strato", "STRATO", null, "rzone\\.de"),
          known("porkbun", "Porkbun", HOST_ONLY, "ns\\.porkbun\\.com"),
          known("name-com", "name.com", HOST_ONLY, "name\\.com"),
          known("dnsimple", "DNSimple", HOST_ONLY, "dnsimple(-edge)?\\.(com|net|org)"),
          known("ns1", "NS1", null, "nsone\\.net"),
          known("squarespace", "Squarespace", HOST_ONLY, "squarespacedns\\.com"),
          known("wix", "Wix", HOST_ONLY, "wixdns\\.net"),
          known("infomaniak", "Infomaniak", HOST_ONLY, "infomaniak\\.(com|ch)"),
          known("inwx", "INWX", HOST_ONLY, "inwx\\.(de|eu|com)"),
          known("netcup", "netcup", HOST_ONLY, "netcup\\.net"),
          known("alibaba", "Alibaba Cloud DNS", HOST_ONLY, "alidns\\.com|hichina\\.com"),
          known("dnspod", "Tencent DNSPod", HOST_ONLY, "dnspod\\.(net|com)|dnsv\\d\\.com"),
          known("yandex", "Yandex", null, "yandex\\.(net|ru)|yandexcloud\\.net"),
          known("njalla", "Njalla", HOST_ONLY, "njalla\\.(no|in|fo)"),
          known("desec", "deSEC", HOST_AND_DOT, "desec\\.(io|org)"),
          known("hurricane-electric", "Hurricane Electric", null, "he\\.net"),
          known("dynu", "Dynu", HOST_ONLY, "dynu\\.com"),
          known("bunny", "bunny.net", HOST_ONLY, "bunny\\.net"),
          known("hostinger", "Hostinger", HOST_ONLY, "dns-parking\\.com"),
          known("transip", "TransIP", HOST_AND_DOT, "transip\\.(net|nl|eu)"),
          known("namesilo", "NameSilo", HOST_ONLY, "dnsowl\\.com"),
          known("all-inkl", "ALL-INKL.COM", HOST_ONLY, "kasserver\\.com"),
          known("dreamhost", "DreamHost", HOST_ONLY, "dreamhost\\.com"),
          known("vercel", "Vercel", HOST_ONLY, "vercel-dns\\.com"),
          known("akamai", "Akamai Edge DNS", null, "akam\\.net"),
          known("cloudns", "ClouDNS", HOST_ONLY, "cloudns\\.(net|uk)"),
          known("scaleway", "Scaleway", null, "dom\\.scw\\.cloud"));

  private DnsProviders() {}

  /**
   * Whoever most of the name servers belong to.
   *
   * @param nameServers without trailing dots
   */
  static Optional<DnsProvider> of(List<String> nameServers) {
    long most = 0;
    @Nullable Known found = null;
    for (Known known : ALL) {
      long servers =
          nameServers.stream()
              .filter(server -> known.servers().matcher(server.toLowerCase(Locale.ROOT)).matches())
              .count();
      if (servers > most) {
        most = servers;
        found = known;
      }
    }
    return Optional.ofNullable(found).map(Known::provider);
  }

  /**
   * @param servers the domains that its name servers are in, as a regular expression
   */
  private static Known known(String id, String name, @Nullable String advice, String servers) {
    return new Known(id, name, advice, Pattern.compile("(.*\\.)?(" + servers + ")"));
  }
}
