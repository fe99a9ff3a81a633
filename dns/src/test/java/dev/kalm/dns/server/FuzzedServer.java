package dev.kalm.dns.server;

import dev.kalm.dns.dnssec.ZoneKey;
import dev.kalm.dns.server.DnsServerSettings.Answers;
import dev.kalm.dns.zone.Denial;
import dev.kalm.dns.zone.SigningKey;
import dev.kalm.dns.zone.ZoneSigning;
import dev.kalm.dns.zone.ZoneTable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The server without its sockets, for inputs of any kind: one zone unsigned, signed with compact
 * denial, and signed with NSEC.
 *
 * <pre>
 *   input: bit 0 TCP, bits 1 and 2 which zone, bit 3 IPv6, bit 4 a message as it is | the message or its {@link
 *   QueryRecipe}
 * </pre>
 */
final class FuzzedServer {

  private static final int RAW = 0x10;

  private final CookieSecrets secrets = epoch -> Arrays.copyOf(new byte[] {7, (byte) epoch}, 16);
  private final ServedZone unsigned = new ServedZone();
  private final ServedZone compact = signed(Denial.COMPACT);
  private final ServedZone nsec = signed(Denial.NSEC);
  private final AnswerOracle[] oracles = {
    oracle(unsigned, false), oracle(compact, true), oracle(nsec, true), oracle(compact, true)
  };
  private final Cookies cookies = new Cookies(secrets);

  private static ServedZone signed(Denial denial) {
    ServedZone served = new ServedZone();
    List<SigningKey> keys = List.of(new SigningKey(ZoneKey.generate(), true, true));
    served.zone.configure(
        served.zone.settings().withSigning(Optional.of(new ZoneSigning(keys, denial))), 100);
    return served;
  }

  private AnswerOracle oracle(ServedZone served, boolean isSigned) {
    QueryLog log = new QueryLog(Duration.ofDays(1));
    QueryPipeline pipeline =
        new QueryPipeline.Shared(
                new ZoneTable(served.zone),
                new Answers(Optional.of("node"), secrets, RateLimit.OFF),
                log,
                served.clock)
            .newPipeline();
    return new AnswerOracle(pipeline, isSigned);
  }

  /**
   * Answers the query that {@code input} makes.
   *
   * @return the answer's rcode; -1 for none
   * @throws AssertionError when something is wrong with the answer
   */
  int check(byte[] input) {
    int choice = input.length == 0 ? 0 : input[0];
    // Time goes on, so that signatures are made anew and their number for a second is never used
    // up.
    for (ServedZone served : List.of(unsigned, compact, nsec)) {
      served.clock.advance(Duration.ofMillis(1));
    }
    ClientAddress client = new ClientAddress();
    if ((choice & 8) == 0) {
      client.setIpv4(0xc0000201, 5353);
    } else {
      client.setIpv6(0x2001_0db8_0000_0000L, 1, 5353);
    }
    return oracles[choice >> 1 & 3].check(
        message(input, choice, client), client, (choice & 1) == 1 ? Transport.TCP : Transport.UDP);
  }

  private byte[] message(byte[] input, int choice, ClientAddress client) {
    if (input.length > 0 && (choice & RAW) != 0) {
      return Arrays.copyOfRange(input, 1, input.length);
    }
    return new QueryRecipe(input, 1, client, cookies, unsigned.clock.instant().getEpochSecond())
        .message();
  }
}
