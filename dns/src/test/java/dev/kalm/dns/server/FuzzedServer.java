package dev.kalm.dns.server;

import dev.kalm.dns.dnssec.ZoneKey;
import dev.kalm.dns.message.Name;
import dev.kalm.dns.server.DnsServerSettings.Answers;
import dev.kalm.dns.zone.Denial;
import dev.kalm.dns.zone.NameServer;
import dev.kalm.dns.zone.SigningKey;
import dev.kalm.dns.zone.ZoneSigning;
import dev.kalm.dns.zone.ZoneTable;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The server without its sockets, for inputs of any kind: one zone unsigned, signed with compact
 * denial, signed with NSEC, and signed with many name servers.
 *
 * <pre>
 *   input: bit 0 TCP, bits 1 and 2 which zone, bit 3 IPv6, bit 4 a message as it is | the message or its {@link
 *   QueryRecipe}
 * </pre>
 */
final class FuzzedServer {

  private static final int RAW = 0x10;

  private final CookieSecrets secrets = epoch -> Arrays.copyOf(new byte[] {7, (byte) epoch}, 16);
  private final List<ServedZone> zones =
      List.of(new ServedZone(), signed(Denial.COMPACT), signed(Denial.NSEC), withManyServers());
  private final List<AnswerOracle> oracles = zones.stream().map(this::oracle).toList();
  private final Cookies cookies = new Cookies(secrets);

  private static ServedZone signed(Denial denial) {
    ServedZone served = new ServedZone();
    List<SigningKey> keys = List.of(new SigningKey(ZoneKey.generate(), true, true));
    served.zone.configure(
        served.zone.settings().withSigning(Optional.of(new ZoneSigning(keys, denial))), 100);
    return served;
  }

  /** Their addresses do not all fit into a datagram. */
  private static ServedZone withManyServers() {
    ServedZone served = signed(Denial.COMPACT);
    List<NameServer> servers =
        IntStream.range(0, 13)
            .mapToObj(i ->
                new NameServer(
                    Name.parse((i == 0 ? "ns." : "ns" + i + ".") + ServedZone.APEX),
                    List.of(
                        InetAddress.ofLiteral("192.0.2." + i),
                        InetAddress.ofLiteral("2001:db8::" + i))))
            .toList();
    served.zone.configure(served.zone.settings().withNameServers(servers), 101);
    return served;
  }

  private AnswerOracle oracle(ServedZone served) {
    QueryPipeline pipeline =
        new QueryPipeline.Shared(
                new ZoneTable(served.zone),
                new Answers(Optional.of("node"), secrets, RateLimit.OFF),
                new QueryLog(Duration.ofDays(1)),
                served.clock)
            .newPipeline();
    boolean isSigned = served.zone.settings().signing().isPresent();
    return new AnswerOracle(pipeline, isSigned ? new DnssecOracle(served.clock) : null);
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
    for (ServedZone served : zones) {
      served.clock.advance(Duration.ofMillis(1));
    }
    ClientAddress client = new ClientAddress();
    if ((choice & 8) == 0) {
      client.setIpv4(0xc0000201, 5353);
    } else {
      client.setIpv6(0x2001_0db8_0000_0000L, 1, 5353);
    }
    Transport transport = (choice & 1) == 1 ? Transport.TCP : Transport.UDP;
    return oracles.get(choice >> 1 & 3).check(message(input, choice, client), client, transport);
  }

  private byte[] message(byte[] input, int choice, ClientAddress client) {
    if (input.length > 0 && (choice & RAW) != 0) {
      return Arrays.copyOfRange(input, 1, input.length);
    }
    return new QueryRecipe(
            input, 1, client, cookies, zones.getFirst().clock.instant().getEpochSecond())
        .message();
  }
}
