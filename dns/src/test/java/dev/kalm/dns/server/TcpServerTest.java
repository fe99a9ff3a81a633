package dev.kalm.dns.server;

import static dev.kalm.dns.server.ServedZone.CROWDED_NAME;
import static dev.kalm.dns.server.ServedZone.FILLED_NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kalm.dns.Asking;
import dev.kalm.dns.server.DnsServerSettings.TcpLimits;
import dev.kalm.dns.zone.ZoneTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

class TcpServerTest {

  private static final TcpLimits LIMITS =
      new TcpLimits(100, 50, Duration.ofSeconds(10), Duration.ofSeconds(20), 16);

  private final ServedZone served = new ServedZone();
  private DnsServer server = start(LIMITS);

  private DnsServer start(TcpLimits limits) {
    try {
      return DnsServer.start(
          ServedZone.loopback().withTcp(limits).withNetwork(network()),
          new ZoneTable(served.zone),
          QueryListener.NONE,
          served.clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  DnsServerSettings.Network network() {
    return DnsServerSettings.Network.best();
  }

  private void restart(TcpLimits limits) {
    server.close();
    server = start(limits);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void pipelinedQueriesAreAllAnswered() throws IOException {
    int queries = 500;
    try (WireClient client = connect()) {
      client.sendRaw(pipelined(FILLED_NAME, queries));
      for (int id = 0; id < queries; id++) {
        assertAnswer(client.receive(), id);
      }
    }
  }

  @Test
  void aQueryMayComeByteByByte() throws IOException {
    try (WireClient client = connect()) {
      for (byte b : pipelined(FILLED_NAME, 3)) {
        client.sendRaw(new byte[] {b});
      }
      for (int id = 0; id < 3; id++) {
        assertAnswer(client.receive(), id);
      }
    }
  }

  @Test
  void theLongestMessageIsReadAndAnsweredInPipeline() throws IOException {
    byte[] longest = Arrays.copyOf(Asking.query(FILLED_NAME, Type.TXT), 65535);
    try (WireClient client = connect()) {
      for (int i = 0; i < 5; i++) {
        client.send(longest);
        client.sendRaw(pipelined(FILLED_NAME, 1));
      }
      for (int i = 0; i < 5; i++) {
        assertThat(Asking.parse(client.receive()).getRcode()).as("trailing garbage").isEqualTo(1);
        assertAnswer(client.receive(), 0);
      }
    }
  }

  @Test
  void aClientThatHasNoMoreToAskGetsItsAnswers() throws IOException {
    try (WireClient client = connect()) {
      client.sendRaw(pipelined(CROWDED_NAME, 300));
      client.socket().shutdownOutput();
      for (int id = 0; id < 300; id++) {
        assertAnswer(client.receive(), id);
      }
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void anIdleConnectionIsClosed() throws IOException {
    try (WireClient client = connect()) {
      exchange(client);
      served.clock.advance(Duration.ofSeconds(9));
      exchange(client);
      served.clock.advance(Duration.ofSeconds(9));
      exchange(client);
      served.clock.advance(Duration.ofSeconds(11));
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void bytesWithoutAWholeQueryAreNoSignOfLife() throws IOException {
    try (WireClient client = connect()) {
      exchange(client);
      client.sendRaw(new byte[] {0, 50, 1});
      served.clock.advance(Duration.ofSeconds(6));
      client.sendRaw(new byte[] {1});
      exchangeOnAnother();
      served.clock.advance(Duration.ofSeconds(6));
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void oneMoreConnectionOfAClientIsClosedAndOthersAreNot() throws IOException {
    restart(new TcpLimits(100, 2, LIMITS.idleTimeout(), LIMITS.writeTimeout(), 16));
    try (WireClient first = connect();
        WireClient second = connect()) {
      exchange(first);
      exchange(second);
      try (WireClient third = connect()) {
        assertThat(third.isClosedByServer()).isTrue();
      }
      try (SocketChannel other = SocketChannel.open()) {
        other.bind(new InetSocketAddress("127.0.0.2", 0));
        other.connect(server.addresses().getFirst());
        other.write(ByteBuffer.wrap(pipelined(FILLED_NAME, 1)));
        assertThat(other.read(ByteBuffer.allocate(2))).isEqualTo(2);
      }
      first.socket().close();
      Awaitility.await()
          .until(() -> {
            try (WireClient again = connect()) {
              exchange(again);
              return true;
            } catch (IOException stillCounted) {
              return false;
            }
          });
      exchange(second);
    }
  }

  @Test
  void atTheTotalLimitTheLongestIdleConnectionMakesRoom() throws IOException {
    restart(new TcpLimits(2, 2000, LIMITS.idleTimeout(), LIMITS.writeTimeout(), 16));
    try (WireClient first = connect();
        WireClient second = connect()) {
      exchange(first);
      exchange(second);
      served.clock.advance(Duration.ofSeconds(1));
      exchange(first);
      try (WireClient third = connect()) {
        exchange(third);
        assertThat(second.isClosedByServer()).isTrue();
        exchange(first);
      }
    }
  }

  @Test
  void aSlowReaderGetsEverythingAndHarmsNobody() throws Exception {
    int queries = 5000;
    try (WireClient slow = connect()) {
      Thread writer =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  slow.sendRaw(pipelined(CROWDED_NAME, queries));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      for (int i = 0; i < 20; i++) {
        exchangeOnAnother();
      }
      for (int id = 0; id < queries; id++) {
        assertAnswer(slow.receive(), id);
      }
      writer.join();
    }
  }

  @Test
  void aClientThatNeverReadsIsHeldBackAndThenClosed() throws IOException {
    try (SocketChannel deaf = SocketChannel.open(server.addresses().getFirst());
        Selector selector = Selector.open()) {
      deaf.configureBlocking(false);
      deaf.register(selector, SelectionKey.OP_WRITE);
      long written = writeUntilHeldBack(deaf, selector);
      assertThat(written).isPositive();
      exchangeOnAnother();
      served.clock.advance(Duration.ofSeconds(19));
      exchangeOnAnother();
      assertThat(selector.selectNow()).as("still held back").isZero();
      served.clock.advance(Duration.ofSeconds(2));
      assertThat(selector.select(WireClient.PATIENCE.toMillis())).as("closed").isOne();
      assertThatThrownBy(() -> deaf.write(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
    }
  }

  /**
   * Asks for far more than the buffers between the two can hold; the server has to stop reading
   * some time.
   */
  private static long writeUntilHeldBack(SocketChannel channel, Selector selector)
      throws IOException {
    ByteBuffer queries = ByteBuffer.wrap(pipelined(CROWDED_NAME, 1000));
    long written = 0;
    while (selector.select(1000) > 0) {
      selector.selectedKeys().clear();
      if (!queries.hasRemaining()) {
        queries.rewind();
      }
      written += channel.write(queries);
      assertThat(written)
          .as("the server reads on although nobody takes its answers")
          .isLessThan(100_000_000);
    }
    return written;
  }

  private WireClient connect() throws IOException {
    return new WireClient(Transport.TCP, server.addresses().getFirst());
  }

  private void exchangeOnAnother() throws IOException {
    try (WireClient other = connect()) {
      exchange(other);
    }
  }

  private static void exchange(WireClient client) throws IOException {
    client.sendRaw(pipelined(FILLED_NAME, 1));
    assertAnswer(client.receive(), 0);
  }

  private static void assertAnswer(byte[] answer, int id) {
    Message message = Asking.parse(answer);
    assertThat(message.getHeader().getID()).isEqualTo(id);
    assertThat(message.getHeader().getFlag(Flags.AA)).isTrue();
    assertThat(Asking.texts(message)).hasSizeGreaterThan(1);
  }

  private static byte[] pipelined(String name, int queries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] query = Asking.query(name, Type.TXT);
    for (int id = 0; id < queries; id++) {
      query[0] = (byte) (id >>> 8);
      query[1] = (byte) id;
      out.writeBytes(WireClient.framed(query));
    }
    return out.toByteArray();
  }
}
