package dev.kalm.server.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.dns.server.DnsServer;
import dev.kalm.dns.server.DnsServerSettings;
import dev.kalm.dns.server.QueryListener;
import dev.kalm.dns.server.Transport;
import dev.kalm.dns.zone.ZoneTable;
import dev.kalm.server.challenge.HttpResponder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Rcode;

/** With a real DNS server and a real responder as this server, and others beside them. */
class ClusterCheckTest {
  private static final String OURS = "127.0.43.10";
  private static final String OTHER = "127.0.43.11";
  private static final String NOBODY = "127.0.43.12";

  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private DnsServer dns;
  private HttpResponder http;
  private NameServerFake recursor;
  private NameServerFake otherDns;
  private HttpResponder otherHttp;
  private ClusterCheck check;

  @BeforeEach
  void start() throws Exception {
    dns =
        DnsServer.start(
            DnsServerSettings.of(new InetSocketAddress(OURS, 0)),
            new ZoneTable(),
            QueryListener.NONE,
            InstantSource.system());
    int dnsPort = dns.addresses().getFirst().getPort();
    http = HttpResponder.start(new InetSocketAddress(OURS, 0), tokens(answers));
    otherDns = new NameServerFake(OTHER, dnsPort, "other.com", true);
    otherHttp =
        HttpResponder.start(
            new InetSocketAddress(OTHER, http.address().getPort()), tokens(Map.of()));
    recursor = new NameServerFake("127.0.43.53", 0, ".", true);
    recursor.recursive();
    recursor
        .with("com", 5, "NS", "ns.tld.net.")
        .with("mycluster.com", 5, "NS", "ns1.provider.net.")
        .with("mycluster.com", 5, "NS", "ns2.provider.net.")
        .with("mycluster.com", 5, "SOA", "ns1.provider.net. a.mycluster.com. 1 60 60 60 1")
        .with("ns1.provider.net", 5, "A", "127.0.43.1")
        .with("ns2.provider.net", 5, "A", "127.0.43.2");
    Duration limit = Duration.ofMillis(300);
    check =
        new ClusterCheck(
            new DnsResolver(List.of(recursor.socketAddress()), limit),
            new AddressCheck(limit, dnsPort, http.address().getPort(), new Seen()));
  }

  /** Sees what this server's parts see. */
  private final class Seen implements Witness {
    @Override
    public boolean wasAsked(String label, boolean tcp) {
      return dns.queryLog().ofOtherNames().stream()
          .anyMatch(query ->
              query.name().startsWith(label + ".")
                  && query.transport() == (tcp ? Transport.TCP : Transport.UDP));
    }

    @Override
    public Answer answer(String token, String text) {
      answers.put(token, text);
      return () -> answers.remove(token);
    }
  }

  private static HttpResponder.TokenSource tokens(Map<String, String> of) {
    return new HttpResponder.TokenSource() {
      @Override
      public Optional<String> keyAuthorization(String token) {
        return Optional.ofNullable(of.get(token));
      }

      @Override
      public void served(String token, String remoteAddress) {}
    };
  }

  @AfterEach
  void stop() throws Exception {
    dns.close();
    http.close();
    otherHttp.close();
    otherDns.close();
    recursor.close();
  }

  private List<ClusterSight> look(String domain, String... addresses) {
    return check.look(domain, List.of(addresses).stream().map(InetAddress::ofLiteral).toList());
  }

  private List<ClusterSight> ports(String address) {
    List<ClusterSight> sights = look("mycluster.com", address);
    assertThat(sights.get(1).what()).isEqualTo(address);
    assertThat(sights.get(1).status()).isEqualTo(RecordStatus.WRONG);
    assertThat(sights.get(1).detail()).contains("private address");
    return sights.subList(2, sights.size());
  }

  @Test
  void knowsItselfByUdpByTcpAndByHttp() {
    List<ClusterSight> ports = ports(OURS);

    assertThat(ports)
        .extracting(ClusterSight::status)
        .containsExactly(RecordStatus.OK, RecordStatus.OK, RecordStatus.OK);
    assertThat(ports)
        .extracting(sight -> sight.what().replaceAll(" port \\d+ ", " "))
        .containsExactly(OURS + " UDP", OURS + " TCP", OURS + " TCP");
    assertThat(answers).isEmpty();
  }

  @Test
  void tellsOtherServersFromItself() {
    assertThat(ports(OTHER))
        .extracting(sight -> sight.status() + " " + sight.detail())
        .containsExactly(
            "WRONG Another DNS server answers here, not this one.",
            "WRONG Another DNS server answers here, not this one.",
            "WRONG Another HTTP server answers here (with 404), not this one.");
  }

  @Test
  void silenceAtAnAddressOfThisMachineIsItsOwn() {
    assertThat(ports(NOBODY))
        .allSatisfy(sight -> {
          assertThat(sight.status()).isEqualTo(RecordStatus.MISSING);
          assertThat(sight.detail()).contains("although the address is this machine's own");
        });
  }

  @Test
  void silenceElsewhereProvesNothing() {
    List<ClusterSight> sights = look("mycluster.com", "198.51.100.7");

    assertThat(sights.subList(2, sights.size()))
        .allSatisfy(sight -> {
          assertThat(sight.status()).isEqualTo(RecordStatus.UNKNOWN);
          assertThat(sight.detail()).contains("the internet may see more");
          assertThat(sight.advice()).contains("another network");
        });
  }

  @Test
  void saysWhoHostsTheDomain() {
    assertThat(look("mycluster.com").getFirst())
        .satisfies(sight -> {
          assertThat(sight.status()).isEqualTo(RecordStatus.OK);
          assertThat(sight.detail())
              .isEqualTo(
                  "The domain exists. Its DNS is hosted at ns1.provider.net, ns2.provider.net.");
        });
    assertThat(look("kalm.mycluster.com").getFirst())
        .satisfies(sight -> {
          assertThat(sight.status()).isEqualTo(RecordStatus.OK);
          assertThat(sight.detail())
              .contains("in the zone mycluster.com, whose DNS is hosted at ns1.provider.net");
        });
  }

  @Test
  void aDomainThatNobodyHasIsMissing() {
    assertThat(look("mycluter.com").getFirst())
        .satisfies(sight -> {
          assertThat(sight.status()).isEqualTo(RecordStatus.MISSING);
          assertThat(sight.detail()).contains("Nobody has this domain", "in com");
        });
  }

  @Test
  void aBrokenResolverProvesNothing() {
    recursor.fail(NameServerFake.rcode(Rcode.SERVFAIL));

    assertThat(look("mycluster.com").getFirst().status()).isEqualTo(RecordStatus.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8,true",
    "34.84.45.105,true",
    "2a01:4f8::1,true",
    "10.1.2.3,false",
    "172.16.0.1,false",
    "172.32.0.1,true",
    "192.168.1.1,false",
    "100.64.0.1,false",
    "100.128.0.1,true",
    "127.0.0.1,false",
    "169.254.1.1,false",
    "192.0.2.1,false",
    "198.51.100.1,false",
    "203.0.113.9,false",
    "198.18.0.1,false",
    "224.0.0.1,false",
    "0.1.2.3,false",
    "250.0.0.1,false",
    "::1,false",
    "fe80::1,false",
    "fd00::1,false",
    "2001:db8::1,false"
  })
  void knowsPublicAddresses(String address, boolean isPublic) {
    assertThat(PublicAddress.isPublic(InetAddress.ofLiteral(address))).isEqualTo(isPublic);
  }
}
