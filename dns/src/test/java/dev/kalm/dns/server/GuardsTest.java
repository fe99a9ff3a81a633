package dev.kalm.dns.server;

import static dev.kalm.dns.server.ServedZone.APEX;
import static dev.kalm.dns.server.ServedZone.FILLED_NAME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.dns.Asking;
import dev.kalm.dns.server.DnsServerSettings.Answers;
import dev.kalm.dns.zone.ZoneTable;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Cookies, the rate limit and the query log, as a client and an operator see them. */
class GuardsTest {

  private static final int COOKIE = 10;
  private static final int EXTENDED_ERROR = 15;
  private static final byte[] CLIENT_COOKIE = {1, 2, 3, 4, 5, 6, 7, 8};
  private static final int LIMIT = 100;

  private final ServedZone served = new ServedZone();
  private final CookieSecrets secrets = CookieSecrets.random();
  private DnsServer server;

  @BeforeEach
  void start() throws IOException {
    server = start(new RateLimit(LIMIT, List.of()));
  }

  private DnsServer start(RateLimit limit) throws IOException {
    return DnsServer.start(
        ServedZone.loopback().withAnswers(new Answers(Optional.of("node"), secrets, limit)),
        new ZoneTable(served.zone),
        QueryListener.NONE,
        served.clock);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void aClientGetsACookieThatItIsKnownBy(Transport transport) throws IOException {
    Message answer = ask(transport, withCookie(CLIENT_COOKIE));
    assertThat(Asking.texts(answer)).hasSize(2);
    byte[] cookie = cookie(answer);
    assertThat(cookie).hasSize(24).startsWith(CLIENT_COOKIE);
    assertThat(cookie[8]).as("the version of RFC 9018").isEqualTo((byte) 1);
    assertThat(cookie(ask(transport, withCookie(cookie)))).isEqualTo(cookie);
    served.clock.advance(Duration.ofMinutes(1));
    assertThat(cookie(ask(transport, withCookie(cookie))))
        .as("a fresh time stamp")
        .isNotEqualTo(cookie);
  }

  @ParameterizedTest
  @EnumSource
  void aQueryWithoutAQuestionGetsACookie(Transport transport) throws IOException {
    Message query = withCookie(CLIENT_COOKIE);
    query.removeAllRecords(Section.QUESTION);
    Message answer = ask(transport, query);
    assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
    byte[] cookie = cookie(answer);
    assertThat(cookie).hasSize(24);

    Message known = withCookie(cookie);
    known.removeAllRecords(Section.QUESTION);
    assertThat(ask(transport, known).getRcode()).isEqualTo(Rcode.NOERROR);
    cookie[20] ^= 1;
    Message forged = withCookie(cookie);
    forged.removeAllRecords(Section.QUESTION);
    assertThat(ask(transport, forged).getRcode()).isEqualTo(Rcode.BADCOOKIE);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 9, 15, 41, 60})
  void aCookieOfAWrongLengthIsFormerr(int length) throws IOException {
    for (Transport transport : Transport.values()) {
      Message answer = ask(transport, withCookie(new byte[length]));
      assertThat(answer.getRcode()).isEqualTo(Rcode.FORMERR);
      assertThat(answer.getOPT().getOptions()).isEmpty();
    }
  }

  @Test
  void nodesOfOneClusterKnowEachOthersCookies() throws IOException {
    byte[] cookie = cookie(ask(Transport.UDP, withCookie(CLIENT_COOKIE)));
    server.close();
    server = start(new RateLimit(LIMIT, List.of()));
    exhaust();
    assertThat(ask(Transport.UDP, withCookie(cookie)).getHeader().getFlag(Flags.TC)).isFalse();
  }

  @Test
  void whoHasHadItsShareIsSentToTcpUnlessItIsKnown() throws IOException {
    byte[] cookie = cookie(ask(Transport.UDP, withCookie(CLIENT_COOKIE)));
    exhaust();
    Message slipped = ask(Transport.UDP, withCookie(CLIENT_COOKIE));
    assertThat(slipped.getHeader().getFlag(Flags.TC)).isTrue();
    assertThat(slipped.getSection(Section.ANSWER)).isEmpty();
    assertThat(cookie(slipped)).as("with it the client is known").hasSize(24);
    assertThat(Asking.texts(ask(Transport.UDP, withCookie(cookie)))).hasSize(2);
    assertThat(Asking.texts(ask(Transport.TCP, Asking.message(FILLED_NAME, Type.TXT)))).hasSize(2);
    served.clock.advance(Duration.ofSeconds(1));
    assertThat(Asking.texts(ask(Transport.UDP, Asking.message(FILLED_NAME, Type.TXT)))).hasSize(2);
  }

  @Test
  void aSecondsShareIsAnsweredInFullAndEverythingIsAnswered() throws IOException {
    int whole = 0;
    try (WireClient client = new WireClient(Transport.UDP, server.addresses().getFirst())) {
      for (int i = 0; i < 3 * LIMIT; i++) {
        client.send(Asking.query(FILLED_NAME, Type.TXT));
        whole += Asking.parse(client.receive()).getHeader().getFlag(Flags.TC) ? 0 : 1;
      }
    }
    assertThat(whole).isEqualTo(LIMIT);
  }

  @Test
  void exemptClientsHaveNoLimit() throws IOException {
    server.close();
    server = start(new RateLimit(LIMIT, List.of(AddressPrefix.parse("127.0.0.0/8"))));
    exhaust();
    assertThat(Asking.texts(ask(Transport.UDP, Asking.message(FILLED_NAME, Type.TXT)))).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void nobodyMayAskForNxname(Transport transport) throws IOException {
    Message query = Asking.message(FILLED_NAME, 128);
    query.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
    Message answer = ask(transport, query);
    assertThat(answer.getRcode()).isEqualTo(Rcode.FORMERR);
    EDNSOption error = answer.getOPT().getOptions(EXTENDED_ERROR).getFirst();
    assertThat(error.toWire()).endsWith(0, 30);
    assertThat(ask(transport, Asking.message(FILLED_NAME, 128)).getRcode())
        .isEqualTo(Rcode.FORMERR);
  }

  @ParameterizedTest
  @EnumSource
  void theLogTellsWhatWasAskedAndAnswered(Transport transport) throws IOException {
    Message query = Asking.message(FILLED_NAME.toUpperCase(Locale.ROOT), Type.TXT);
    query.addRecord(new OPTRecord(1400, 0, 0, ExtendedFlags.DO), Section.ADDITIONAL);
    ask(transport, query);
    ask(transport, Asking.message("nosuch." + APEX, Type.AAAA));
    LoggedQuery found = server.queryLog().ofDelegation(ServedZone.FILLED).getLast();
    assertThat(found.name()).isEqualToIgnoringCase(FILLED_NAME);
    assertThat(found.type()).isEqualTo(Type.TXT);
    assertThat(found.client().getAddress()).isEqualTo(InetAddress.ofLiteral("127.0.0.1"));
    assertThat(found.transport()).isEqualTo(transport);
    assertThat(found.dnssecOk()).isTrue();
    assertThat(found.answers()).isEqualTo(2);
    assertThat(found.at()).isEqualTo(served.clock.instant());
    LoggedQuery other = server.queryLog().ofOtherNames().getLast();
    assertThat(other.name()).isEqualTo("nosuch." + APEX);
  }

  private void exhaust() throws IOException {
    try (WireClient client = new WireClient(Transport.UDP, server.addresses().getFirst())) {
      for (int i = 0; i <= LIMIT; i++) {
        client.send(Asking.query(FILLED_NAME, Type.TXT));
        client.receive();
      }
    }
  }

  private static Message withCookie(byte[] cookie) {
    Message query = Asking.message(FILLED_NAME, Type.TXT);
    query.addRecord(
        new OPTRecord(1232, 0, 0, 0, List.of(new GenericEDNSOption(COOKIE, cookie))),
        Section.ADDITIONAL);
    return query;
  }

  private Message ask(Transport transport, Message query) throws IOException {
    return Asking.parse(
        WireClient.exchange(transport, server.addresses().getFirst(), query.toWire()));
  }

  private static byte[] cookie(Message answer) {
    byte[] option = answer.getOPT().getOptions(COOKIE).getFirst().toWire();
    return Arrays.copyOfRange(option, 4, option.length);
  }
}
