package dev.kalm.dns.server;

import static dev.kalm.dns.server.ServedZone.APEX;
import static dev.kalm.dns.server.ServedZone.CROWDED_NAME;
import static dev.kalm.dns.server.ServedZone.FILLED_NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.kalm.dns.Asking;
import dev.kalm.dns.message.Query;
import dev.kalm.dns.server.DnsServerSettings.Answers;
import dev.kalm.dns.zone.ZoneTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Valid queries with some bytes changed: the same ones in every run, since the seed is fixed. */
class HostileInputTest {

  private static final int INPUTS = 200_000;
  private static final long SEED = 20261123;

  private final ServedZone served = new ServedZone();
  private final QueryPipeline pipeline =
      new QueryPipeline.Shared(
              new ZoneTable(served.zone),
              new Answers(Optional.of("node"), CookieSecrets.random(), RateLimit.OFF),
              new QueryLog(),
              served.clock)
          .newPipeline();
  private final Random random = new Random(SEED);

  @Test
  void noMutationOfAQueryDoesHarm() {
    List<byte[]> seeds = seeds();
    int[] rcodes = new int[16];
    int silent = 0;
    for (int i = 0; i < INPUTS; i++) {
      byte[] input = mutated(seeds.get(random.nextInt(seeds.size())), seeds);
      Transport transport = random.nextBoolean() ? Transport.UDP : Transport.TCP;
      try {
        int rcode = check(input, transport);
        if (rcode < 0) {
          silent++;
        } else {
          rcodes[rcode]++;
        }
      } catch (RuntimeException | IOException | AssertionError e) {
        fail("input %d of seed %d: %s".formatted(i, SEED, HexFormat.of().formatHex(input)), e);
      }
    }
    // The loop tests something only if it reaches every corner of the pipeline.
    assertThat(silent).isPositive();
    for (int rcode : new int[] {0, 1, 3, 4, 5}) {
      assertThat(rcodes[rcode]).as("answers with rcode %d", rcode).isGreaterThan(100);
    }
    assertThat(rcodes[2]).as("SERVFAIL is our own mistake").isZero();
  }

  private int check(byte[] input, Transport transport) throws IOException {
    // The message stands in a larger buffer with other bytes behind it, as it does in the server.
    byte[] buffer = Arrays.copyOf(input, input.length + 64);
    Arrays.fill(buffer, input.length, buffer.length, (byte) 0xc0);
    int length = pipeline.answer(buffer, input.length, new ClientAddress(), transport);
    boolean answerable = input.length >= Query.HEADER_LENGTH && (input[2] & 0x80) == 0;
    assertThat(length > 0).isEqualTo(answerable);
    if (!answerable) {
      return -1;
    }
    byte[] answer = Arrays.copyOf(pipeline.answerBytes(), length);
    int limit = transport == Transport.UDP ? 1232 : 65535;
    assertThat(length).isBetween(12, limit);
    assertThat(answer[2] & 0x80).isNotZero();
    assertThat(Arrays.copyOf(answer, 2)).isEqualTo(Arrays.copyOf(input, 2));
    Message parsed = new Message(answer);
    assertThat(parsed.getSection(Section.QUESTION).size()).isLessThan(2);
    if (answer[5] == 1) {
      int end = questionEnd(answer);
      assertThat(Arrays.copyOfRange(answer, 12, end)).isEqualTo(Arrays.copyOfRange(input, 12, end));
    } else {
      assertThat(answer[3] & 0x0f).as("without a question there is only an error").isIn(1, 4);
    }
    return answer[3] & 0x0f;
  }

  private static int questionEnd(byte[] answer) {
    int at = 12;
    while (answer[at] != 0) {
      at += 1 + answer[at];
    }
    return at + 5;
  }

  private byte[] mutated(byte[] seed, List<byte[]> seeds) {
    byte[] bytes = seed.clone();
    int mutations = random.nextInt(5);
    for (int i = 0; i < mutations && bytes.length > 0; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(8)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2 -> bytes[at] = (byte) 0xc0;
        case 3 -> bytes[at] = 0;
        case 4 -> bytes = Arrays.copyOf(bytes, at);
        case 5 -> bytes = Arrays.copyOf(bytes, bytes.length + random.nextInt(40));
        case 6 -> {
          byte[] other = seeds.get(random.nextInt(seeds.size()));
          int count = Math.min(random.nextInt(other.length), bytes.length - at);
          System.arraycopy(other, random.nextInt(other.length - count + 1), bytes, at, count);
        }
        default -> bytes[Math.min(bytes.length - 1, random.nextInt(12))] = (byte) random.nextInt(4);
      }
    }
    return bytes;
  }

  private static List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (String name :
        List.of(
            FILLED_NAME,
            CROWDED_NAME,
            APEX,
            "ns." + APEX,
            "nosuch." + APEX,
            "x." + FILLED_NAME,
            "example.org.",
            ".",
            "id.server.",
            "a.".repeat(120) + "b.")) {
      for (int type : new int[] {Type.TXT, Type.NS, Type.SOA, Type.A, Type.ANY, Type.AXFR}) {
        seeds.add(Asking.query(name, type));
        Message edns = Asking.message(name, type);
        edns.addRecord(
            new OPTRecord(1232, 0, 0, ExtendedFlags.DO, new GenericEDNSOption(10, new byte[8])),
            Section.ADDITIONAL);
        seeds.add(edns.toWire());
      }
    }
    return seeds;
  }
}
