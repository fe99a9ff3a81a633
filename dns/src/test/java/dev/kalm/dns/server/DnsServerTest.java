package dev.kalm.dns.server;

import static dev.kalm.dns.server.ServedZone.APEX;
import static dev.kalm.dns.server.ServedZone.CROWDED_NAME;
import static dev.kalm.dns.server.ServedZone.FILLED_NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kalm.dns.Asking;
import dev.kalm.dns.message.Name;
import dev.kalm.dns.message.Question;
import dev.kalm.dns.message.Rcode;
import dev.kalm.dns.message.RecordType;
import dev.kalm.dns.zone.ZoneChange;
import dev.kalm.dns.zone.ZoneTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

@Timeout(60)
class DnsServerTest {

  private final ServedZone served = new ServedZone();
  private final ZoneTable zones = new ZoneTable(served.zone);

  private DnsServer start(DnsServerSettings settings, QueryListener listener) throws IOException {
    return DnsServer.start(settings.withNetwork(network()), zones, listener, served.clock);
  }

  DnsServerSettings.Network network() {
    return DnsServerSettings.Network.best();
  }

  private static InetSocketAddress local(int port) {
    return new InetSocketAddress("127.0.0.1", port);
  }

  @Test
  void eachAddressHasUdpAndTcpOnOnePort() throws IOException {
    DnsServerSettings settings =
        DnsServerSettings.of(local(0), new InetSocketAddress("127.0.0.2", 0));
    try (DnsServer server = start(settings, QueryListener.NONE)) {
      assertThat(server.addresses())
          .hasSize(2)
          .allSatisfy(a -> assertThat(a.getPort()).isPositive());
      assertThat(server.addresses().getLast().getAddress())
          .isEqualTo(InetAddress.ofLiteral("127.0.0.2"));
      for (InetSocketAddress address : server.addresses()) {
        for (Transport transport : Transport.values()) {
          byte[] answer =
              WireClient.exchange(transport, address, Asking.query(FILLED_NAME, Type.TXT));
          assertThat(Asking.texts(Asking.parse(answer))).hasSize(2);
        }
      }
    }
  }

  @Test
  void onTheWildcardAnAnswerComesFromTheAddressThatWasAsked() throws IOException {
    DnsServerSettings settings = DnsServerSettings.of(new InetSocketAddress("0.0.0.0", 0));
    try (DnsServer server = start(settings, QueryListener.NONE);
        DatagramSocket client = new DatagramSocket(local(0))) {
      int port = server.addresses().getFirst().getPort();
      client.setSoTimeout(Math.toIntExact(WireClient.PATIENCE.toMillis()));
      List<InetAddress> own =
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .filter(Inet4Address.class::isInstance)
              .toList();
      assertThat(own).contains(InetAddress.ofLiteral("127.0.0.1"));
      for (InetAddress address : own) {
        byte[] query = Asking.query(FILLED_NAME, Type.TXT);
        client.send(new DatagramPacket(query, query.length, address, port));
        DatagramPacket answer = new DatagramPacket(new byte[512], 512);
        client.receive(answer);
        assertThat(answer.getAddress()).isEqualTo(address);
      }
      assertThatThrownBy(() ->
              start(
                  DnsServerSettings.of(new InetSocketAddress("0.0.0.0", port)), QueryListener.NONE))
          .isInstanceOf(BindException.class);
    }
    try (DatagramSocket taken = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
      InetSocketAddress wildcard = new InetSocketAddress("0.0.0.0", taken.getLocalPort());
      assertThatThrownBy(() -> start(DnsServerSettings.of(wildcard), QueryListener.NONE))
          .isInstanceOf(BindException.class)
          .hasMessageContaining("UDP");
    }
  }

  @Test
  void theWildcardOfIpv6StandsForIpv4Too() throws IOException {
    assumeTrue(hasIpv6(), "this machine has no IPv6");
    DnsServerSettings settings = DnsServerSettings.of(new InetSocketAddress("::", 0));
    try (DnsServer server = start(settings, QueryListener.NONE)) {
      int port = server.addresses().getFirst().getPort();
      for (String address : List.of("127.0.0.1", "::1")) {
        try (DatagramSocket client = new DatagramSocket(new InetSocketAddress(address, 0))) {
          client.setSoTimeout(Math.toIntExact(WireClient.PATIENCE.toMillis()));
          byte[] query = Asking.query(FILLED_NAME, Type.TXT);
          InetSocketAddress asked = new InetSocketAddress(address, port);
          client.send(new DatagramPacket(query, query.length, asked));
          DatagramPacket answer = new DatagramPacket(new byte[512], 512);
          client.receive(answer);
          assertThat(answer.getSocketAddress()).isEqualTo(asked);
        }
      }
    }
  }

  static boolean hasIpv6() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .anyMatch(address -> address.equals(InetAddress.ofLiteral("::1")));
  }

  @Test
  void aDatagramThatIsTooLongIsAFormatErrorAndStopsNothing() throws IOException {
    byte[] tooLong = Arrays.copyOf(Asking.query(FILLED_NAME, Type.TXT), 9000);
    try (DnsServer server = start(ServedZone.loopback(), QueryListener.NONE);
        WireClient client = new WireClient(Transport.UDP, server.addresses().getFirst())) {
      for (int i = 0; i < 3; i++) {
        client.send(tooLong);
        Message error = Asking.parse(client.receive());
        assertThat(error.getRcode()).isEqualTo(org.xbill.DNS.Rcode.FORMERR);
        client.send(Asking.query(FILLED_NAME, Type.TXT));
        assertThat(Asking.texts(Asking.parse(client.receive()))).hasSize(2);
      }
    }
  }

  @Test
  void aClientThatHasGoneHarmsNoOther() throws IOException {
    byte[] query = Asking.query(FILLED_NAME, Type.TXT);
    try (DnsServer server = start(ServedZone.loopback(), QueryListener.NONE);
        WireClient client = new WireClient(Transport.UDP, server.addresses().getFirst())) {
      for (int i = 0; i < 100; i++) {
        try (WireClient gone = new WireClient(Transport.UDP, server.addresses().getFirst())) {
          gone.send(query);
        }
        client.send(query);
        assertThat(Asking.texts(Asking.parse(client.receive()))).hasSize(2);
      }
    }
  }

  @Test
  void anAddressThatIsTakenIsNamedAndNothingStaysBound() throws IOException {
    try (DnsServer first = start(ServedZone.loopback(), QueryListener.NONE)) {
      int port = first.addresses().getFirst().getPort();
      assertThatThrownBy(() -> start(DnsServerSettings.of(local(port)), QueryListener.NONE))
          .isInstanceOf(BindException.class)
          .hasMessageContaining("127.0.0.1:" + port)
          .hasMessageContaining("TCP");
    }
    try (DatagramSocket taken = new DatagramSocket(local(0))) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> start(DnsServerSettings.of(local(port)), QueryListener.NONE))
          .isInstanceOf(BindException.class)
          .hasMessageContaining("127.0.0.1:" + port)
          .hasMessageContaining("UDP");
      new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1")).close();
    }
    assertThatThrownBy(() ->
            start(
                DnsServerSettings.of(InetSocketAddress.createUnresolved("nowhere", 53)),
                QueryListener.NONE))
        .hasMessageContaining("nowhere");
  }

  @Test
  void aClosedServersPortIsFreeAtOnce() throws IOException {
    DnsServer first = start(ServedZone.loopback(), QueryListener.NONE);
    InetSocketAddress address = first.addresses().getFirst();
    try (WireClient open = new WireClient(Transport.TCP, address)) {
      open.send(Asking.query(FILLED_NAME, Type.TXT));
      assertThat(open.receive()).isNotEmpty();
      first.close();
      first.close();
      assertThat(open.isClosedByServer()).isTrue();
      start(DnsServerSettings.of(address), QueryListener.NONE).close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theListenerIsToldOfTheDelegationsThatItWatches(Transport transport) throws Exception {
    BlockingQueue<QueryEvent> events = new LinkedBlockingQueue<>();
    QueryListener listener =
        new QueryListener() {
          @Override
          public void answered(QueryEvent event) {
            events.add(event);
          }

          @Override
          public boolean watches(long idHigh, long idLow) {
            return !new UUID(idHigh, idLow).equals(ServedZone.CROWDED);
          }
        };
    try (DnsServer server = start(ServedZone.loopback(), listener);
        WireClient client = new WireClient(transport, server.addresses().getFirst())) {
      client.send(new byte[12]);
      client.send(Asking.query(FILLED_NAME.toUpperCase(Locale.ROOT), Type.TXT));
      client.send(Asking.query("nosuch." + APEX, Type.AAAA));
      client.send(Asking.query(ServedZone.CROWDED_NAME, Type.AAAA));
      client.send(Asking.query(ServedZone.EMPTY_NAME, Type.AAAA));
      QueryEvent found = poll(events);
      assertThat(found.question())
          .isEqualTo(new Question(Name.parse(FILLED_NAME), RecordType.TXT, 1));
      assertThat(found.question().name().labels().getFirst()).startsWith("8F14E45F");
      assertThat(found.client().getAddress()).isEqualTo(InetAddress.ofLiteral("127.0.0.1"));
      assertThat(found.transport()).isEqualTo(transport);
      assertThat(found.rcode()).isEqualTo(Rcode.NOERROR);
      assertThat(found.answers()).isEqualTo(2);
      assertThat(found.at()).isEqualTo(served.clock.instant());
      QueryEvent empty = poll(events);
      assertThat(empty.question().type()).isEqualTo(RecordType.AAAA);
      assertThat(empty.answers()).isZero();
    }
  }

  private static QueryEvent poll(BlockingQueue<QueryEvent> events) throws InterruptedException {
    QueryEvent event = events.poll(WireClient.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(event).isNotNull();
    return event;
  }

  @ParameterizedTest
  @EnumSource
  void aListenerThatFailsHarmsNoClient(Transport transport) throws IOException {
    QueryListener failing =
        _ -> {
          throw new IllegalStateException("this is expected in the test's log");
        };
    try (DnsServer server = start(ServedZone.loopback(), failing);
        WireClient client = new WireClient(transport, server.addresses().getFirst())) {
      for (int i = 0; i < 3; i++) {
        client.send(Asking.query(FILLED_NAME, Type.TXT));
        assertThat(Asking.texts(Asking.parse(client.receive()))).hasSize(2);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatHasArrivedIsAnsweredBeforeTheServerCloses(Transport transport) throws Exception {
    CountDownLatch heard = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    QueryListener holding =
        _ -> {
          heard.countDown();
          awaitQuietly(goOn);
        };
    DnsServer server = start(ServedZone.loopback(), holding);
    try (WireClient client = new WireClient(transport, server.addresses().getFirst())) {
      client.send(Asking.query(FILLED_NAME, Type.TXT));
      heard.await();
      for (int i = 0; i < 50; i++) {
        client.send(Asking.query(FILLED_NAME, Type.TXT));
      }
      Thread closing = Thread.ofPlatform().start(server::close);
      goOn.countDown();
      for (int i = 0; i < 51; i++) {
        assertThat(Asking.texts(Asking.parse(client.receive()))).hasSize(2);
      }
      closing.join();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void closingWaitsNoLongerThanTheLimit() throws IOException {
    DnsServer server =
        start(ServedZone.loopback().withDrainLimit(Duration.ofMillis(200)), QueryListener.NONE);
    try (WireClient deaf = new WireClient(Transport.TCP, server.addresses().getFirst())) {
      byte[] query = WireClient.framed(Asking.query(CROWDED_NAME, Type.TXT));
      Thread.ofPlatform().daemon().start(() -> writeForEver(deaf, query));
      try (WireClient other = new WireClient(Transport.TCP, server.addresses().getFirst())) {
        other.send(Asking.query(FILLED_NAME, Type.TXT));
        assertThat(other.receive()).isNotEmpty();
      }
      long start = System.nanoTime();
      server.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      start(DnsServerSettings.of(server.addresses().getFirst()), QueryListener.NONE).close();
    }
  }

  private static void writeForEver(WireClient client, byte[] query) {
    try {
      while (true) {
        client.sendRaw(query);
      }
    } catch (IOException closed) {
      // This is how it ends.
    }
  }

  @Test
  void zonesComeAndGoWhileItRuns() throws IOException {
    try (DnsServer server = start(ServedZone.loopback(), QueryListener.NONE)) {
      InetSocketAddress address = server.addresses().getFirst();
      zones.remove(Name.parse(APEX));
      assertThat(ask(address, FILLED_NAME).getRcode()).isEqualTo(org.xbill.DNS.Rcode.REFUSED);
      zones.add(served.zone);
      assertThat(Asking.texts(ask(address, FILLED_NAME))).hasSize(2);
    }
  }

  @Test
  void dnsjavasResolverFollowsATruncatedAnswerToTcp() throws IOException {
    try (DnsServer server = start(ServedZone.loopback(), QueryListener.NONE)) {
      SimpleResolver resolver = new SimpleResolver(server.addresses().getFirst());
      resolver.setTimeout(WireClient.PATIENCE);
      Message answer = resolver.send(Asking.message(CROWDED_NAME, Type.TXT));
      assertThat(Asking.texts(answer)).hasSize(ServedZone.CROWD);
    }
  }

  @Test
  void queriesAreAnsweredWhileTheZoneChanges() throws Exception {
    UUID id = UUID.randomUUID();
    String name = id + "." + APEX;
    served.zone.apply(List.of(new ZoneChange.AddTxt(id, "always", Instant.MAX)), 1000);
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    try (DnsServer server = start(ServedZone.loopback(), QueryListener.NONE)) {
      List<Thread> clients = new ArrayList<>();
      for (Transport transport : Transport.values()) {
        Thread client =
            Thread.ofPlatform()
                .unstarted(() -> askMany(transport, server.addresses().getFirst(), name));
        client.setUncaughtExceptionHandler((_, failure) -> failures.add(failure));
        client.start();
        clients.add(client);
      }
      long serial = 1001;
      while (clients.stream().anyMatch(Thread::isAlive)) {
        String value = "v" + serial % 5;
        served.zone.apply(
            List.of(
                new ZoneChange.AddTxt(id, value, Instant.MAX),
                new ZoneChange.AddDelegation(UUID.randomUUID())),
            serial++);
        served.zone.apply(List.of(new ZoneChange.RemoveTxt(id, value)), serial++);
      }
      assertThat(failures).isEmpty();
    }
  }

  private static void askMany(Transport transport, InetSocketAddress server, String name) {
    try (WireClient client = new WireClient(transport, server)) {
      for (int i = 0; i < 1000; i++) {
        client.send(Asking.query(name, Type.TXT));
        assertThat(Asking.texts(Asking.parse(client.receive())))
            .contains("always")
            .hasSizeLessThan(3);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Message ask(InetSocketAddress server, String name) throws IOException {
    return Asking.parse(WireClient.exchange(Transport.UDP, server, Asking.query(name, Type.TXT)));
  }
}
