package dev.kalm.dns.server;

import static dev.kalm.dns.server.ServedZone.APEX;
import static dev.kalm.dns.server.ServedZone.EMPTY_NAME;
import static dev.kalm.dns.server.ServedZone.FILLED_NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.kalm.dns.Asking;
import dev.kalm.dns.dnssec.ZoneKey;
import dev.kalm.dns.server.DnsServerSettings.Answers;
import dev.kalm.dns.zone.Denial;
import dev.kalm.dns.zone.SigningKey;
import dev.kalm.dns.zone.ZoneChange.AddTxt;
import dev.kalm.dns.zone.ZoneSigning;
import dev.kalm.dns.zone.ZoneTable;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * What the server's threads allocate while they answer, by the JVM's own count. Less than a
 * hundredth of a byte for each query is nothing: now and then the JVM throws compiled code away and
 * makes objects until it has it anew. Every feature is on: cookies, the rate limit, the log, and
 * the zone is signed.
 */
@Timeout(300)
class AllocationTest {

  private static final int WARM_UP = 30_000;
  private static final int MOST_WARM_UPS = 20;
  private static final int QUERIES = 1_000_000;
  private static final int ROUNDS = 3;

  /** Few queries at a time make the server take many turns, so that all of it gets compiled. */
  private static final int FEW = 4;

  private static final int MANY = 32;
  private static final long ALLOWED_BYTES = 10_000;

  private final ServedZone served = new ServedZone();
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private DnsServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        DnsServer.start(
            ServedZone.loopback()
                .withAnswers(
                    new Answers(
                        Optional.of("node"),
                        CookieSecrets.random(),
                        new RateLimit(RateLimit.MAX, List.of()))),
            new ZoneTable(served.zone),
            QueryListener.NONE,
            InstantSource.system());
    ZoneSigning signing =
        new ZoneSigning(List.of(new SigningKey(ZoneKey.generate(), true, true)), Denial.COMPACT);
    served.zone.apply(
        List.of(new AddTxt(ServedZone.FILLED, "for ever", Instant.MAX)), served.zone.serial() + 1);
    served.zone.configure(
        served.zone.settings().withSigning(Optional.of(signing)), served.zone.serial() + 1);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aMillionQueriesOverUdpLeaveNoGarbage() throws IOException {
    assumeTrue(NativeSupport.obstacle().isEmpty(), "channels make an object for each sender");
    InetSocketAddress address = server.addresses().getFirst();
    try (DatagramChannel channel = DatagramChannel.open().connect(address)) {
      warmUp(channel, false, "dns-udp");
      assertThat(leastAllocated(channel, false, "dns-udp")).isLessThan(ALLOWED_BYTES);
    }
  }

  @Test
  void aMillionPipelinedQueriesOverTcpLeaveNoGarbage() throws IOException {
    try (SocketChannel channel = SocketChannel.open(server.addresses().getFirst())) {
      warmUp(channel, true, "dns-tcp");
      assertThat(leastAllocated(channel, true, "dns-tcp")).isLessThan(ALLOWED_BYTES);
    }
  }

  /** Code that is not compiled yet may make objects; at some time a round goes by without one. */
  private void warmUp(ByteChannel channel, boolean isFramed, String name) throws IOException {
    long allocated = -1;
    for (int i = 0; i < MOST_WARM_UPS && allocated != 0; i++) {
      long before = allocatedBy(name);
      exchange(channel, isFramed, WARM_UP, FEW);
      exchange(channel, isFramed, WARM_UP, MANY);
      allocated = allocatedBy(name) - before;
    }
  }

  /** What each query allocates is in every round; what the compiler is late for is not. */
  private long leastAllocated(ByteChannel channel, boolean isFramed, String name)
      throws IOException {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS && least >= ALLOWED_BYTES; round++) {
      long before = allocatedBy(name);
      exchange(channel, isFramed, QUERIES, MANY);
      least = Math.min(least, allocatedBy(name) - before);
    }
    return least;
  }

  private long allocatedBy(String name) {
    long sum = 0;
    int found = 0;
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith(name)) {
        sum += threads.getThreadAllocatedBytes(thread.threadId());
        found++;
      }
    }
    assertThat(found).isPositive();
    return sum;
  }

  /** Some queries at once, then their answers, and again. */
  private static void exchange(ByteChannel channel, boolean isFramed, int count, int inFlight)
      throws IOException {
    List<ByteBuffer> queries =
        List.of(
            query(EMPTY_NAME, Type.TXT, isFramed),
            query(FILLED_NAME, Type.TXT, isFramed),
            query("nosuch." + APEX, Type.A, isFramed),
            signed(FILLED_NAME, Type.TXT, isFramed),
            signed("nosuch." + APEX, Type.TXT, isFramed),
            query("example.org.", Type.A, isFramed));
    ByteBuffer out = ByteBuffer.allocateDirect(64 * 1024);
    ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024);
    for (int sent = 0; sent < count; sent += inFlight) {
      out.clear();
      for (int i = 0; i < inFlight; i++) {
        out.put(queries.get((sent + i) % queries.size()).rewind());
        if (!isFramed) {
          channel.write(out.flip());
          out.clear();
        }
      }
      if (isFramed) {
        channel.write(out.flip());
      }
      receive(channel, isFramed, in.clear(), inFlight);
    }
  }

  private static void receive(ByteChannel channel, boolean isFramed, ByteBuffer in, int inFlight)
      throws IOException {
    int answers = 0;
    int next = 0;
    while (answers < inFlight) {
      if (channel.read(in) < 0) {
        throw new EOFException();
      }
      if (!isFramed) {
        answers++;
        in.clear();
      }
      while (isFramed && in.position() - next > 2 && frameEnd(in, next) <= in.position()) {
        next = frameEnd(in, next);
        answers++;
      }
    }
  }

  private static int frameEnd(ByteBuffer in, int at) {
    return at + 2 + Short.toUnsignedInt(in.getShort(at));
  }

  /** As a validating resolver asks, with a cookie. */
  private static ByteBuffer signed(String name, int type, boolean isFramed) {
    Message query = Asking.message(name, type);
    query.addRecord(
        new OPTRecord(
            1232, 0, 0, ExtendedFlags.DO, List.of(new GenericEDNSOption(10, new byte[8]))),
        Section.ADDITIONAL);
    return framed(query.toWire(), isFramed);
  }

  private static ByteBuffer query(String name, int type, boolean isFramed) {
    return framed(Asking.query(name, type), isFramed);
  }

  private static ByteBuffer framed(byte[] query, boolean isFramed) {
    return ByteBuffer.wrap(isFramed ? WireClient.framed(query) : query);
  }
}
