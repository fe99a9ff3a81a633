package dev.kalm.dns.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Valid queries and spoilt ones: the same in every run, since the seed is fixed. */
class HostileInputTest {

  private static final int INPUTS = 100_000;
  private static final long SEED = 20261123;

  private final FuzzedServer server = new FuzzedServer();

  @Test
  void noQueryDoesHarm() {
    Random random = new Random(SEED);
    Map<Integer, Integer> rcodes = new TreeMap<>();
    for (int i = 0; i < INPUTS; i++) {
      byte[] input = new byte[random.nextInt(48)];
      random.nextBytes(input);
      if (input.length > 0 && i % 8 > 0) {
        // Bytes alone are seldom a message.
        input[0] &= ~0x10;
      }
      rcodes.merge(check(input), 1, Integer::sum);
    }
    // The loop tests something only if it reaches every corner of the pipeline.
    for (int rcode : new int[] {-1, 0, 1, 3, 4, 5, 9, 16, 23}) {
      assertThat(rcodes.getOrDefault(rcode, 0)).as("answers with rcode %d", rcode).isPositive();
    }
  }

  @Test
  void nothingThatTheFuzzerKeptDoesHarm() {
    assertThat(FuzzCorpus.inputs()).hasSizeGreaterThan(100).allSatisfy(this::check);
  }

  private int check(byte[] input) {
    try {
      return server.check(input);
    } catch (RuntimeException | AssertionError e) {
      return fail("input %s: %s".formatted(HexFormat.of().formatHex(input), e.getMessage()), e);
    }
  }
}
