package dev.kalm.dns.server;

import static dev.kalm.dns.server.ServedZone.FILLED_NAME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.dns.Asking;
import dev.kalm.dns.zone.ZoneTable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.xbill.DNS.Type;

/** What holds on Linux only; the rest is in {@link DnsServerTest} and {@link ContractTest}. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class NativeUdpServerTest {

  private final ServedZone served = new ServedZone();

  @BeforeEach
  void nativeCallsWork() {
    assertThat(NativeSupport.obstacle()).isEmpty();
  }

  private DnsServer start(DnsServerSettings settings, QueryListener listener) throws IOException {
    return DnsServer.start(settings, new ZoneTable(served.zone), listener, served.clock);
  }

  @Test
  void clientsAreDealtOutToEveryThread() throws IOException {
    int threads = 4;
    Set<String> names = ConcurrentHashMap.newKeySet();
    DnsServerSettings settings =
        ServedZone.loopback().withNetwork(new DnsServerSettings.Network(true, threads));
    long deadline = System.nanoTime() + WireClient.PATIENCE.toNanos();
    try (DnsServer server = start(settings, _ -> names.add(Thread.currentThread().getName()))) {
      while (names.size() < threads && System.nanoTime() < deadline) {
        byte[] answer =
            WireClient.exchange(
                Transport.UDP, server.addresses().getFirst(), Asking.query(FILLED_NAME, Type.TXT));
        assertThat(Asking.texts(Asking.parse(answer))).hasSize(2);
      }
    }
    assertThat(names).hasSize(threads).allMatch(name -> name.startsWith("dns-udp"));
  }

  @Test
  void anAddressThatNoInterfaceHadAtTheStartAnswersAsItself() throws IOException {
    // All of 127.0.0.0/8 is local, though the interface has 127.0.0.1 alone.
    List<InetAddress> addresses =
        List.of(InetAddress.ofLiteral("127.0.0.77"), InetAddress.ofLiteral("127.9.9.9"));
    List<String> wildcards =
        DnsServerTest.hasIpv6() ? List.of("0.0.0.0", "::") : List.of("0.0.0.0");
    for (String wildcard : wildcards) {
      DnsServerSettings settings = DnsServerSettings.of(new InetSocketAddress(wildcard, 0));
      try (DnsServer server = start(settings, QueryListener.NONE);
          DatagramSocket client = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
        client.setSoTimeout(Math.toIntExact(WireClient.PATIENCE.toMillis()));
        for (InetAddress address : addresses) {
          byte[] query = Asking.query(FILLED_NAME, Type.TXT);
          int port = server.addresses().getFirst().getPort();
          client.send(new DatagramPacket(query, query.length, address, port));
          DatagramPacket answer = new DatagramPacket(new byte[512], 512);
          client.receive(answer);
          assertThat(answer.getAddress()).isEqualTo(address);
        }
      }
    }
  }

  @Test
  void anIdleServerClosesWithoutDelay() throws IOException {
    DnsServer server = start(ServedZone.loopback(), QueryListener.NONE);
    long start = System.nanoTime();
    server.close();
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(900);
  }
}
