package dev.kalm.dns.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kalm.dns.server.Cookies.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CookiesTest {

  private static final HexFormat HEX = HexFormat.of();
  private static final ClientAddress CLIENT = client("198.51.100.100");
  private static final long NOW = 1_559_731_985;
  private static final byte[] RFC_SECRET = HEX.parseHex("e5e973e5a6b2a43f48e7dc849e37bfcf");

  private final Cookies cookies = new Cookies(_ -> RFC_SECRET);

  /** RFC 9018 appendix A.1. */
  @Test
  void aNewClientGetsTheRfcsCookie() {
    assertThat(check("2464c4abcf10c957", CLIENT, NOW)).isEqualTo(Verdict.CLIENT_ONLY);
    assertThat(write("2464c4abcf10c957", CLIENT, NOW))
        .isEqualTo("2464c4abcf10c957010000005cf79f111f8130c3eee29480");
  }

  /** RFC 9018 appendix A.2. */
  @Test
  void theSameClientIsKnown40MinutesLaterAndGetsANewCookie() {
    long later = 1_559_734_385;
    String shown = "2464c4abcf10c957010000005cf79f111f8130c3eee29480";

    assertThat(check(shown, CLIENT, later)).isEqualTo(Verdict.VALID);
    assertThat(write(shown, CLIENT, later))
        .isEqualTo("2464c4abcf10c957010000005cf7a871d4a564a1442aca77");
  }

  /** RFC 9018 appendix A.3; its answer comes later than an hour, so the cookie is judged sooner. */
  @Test
  void reservedBytesCountInTheHashAndAreWrittenAsZero() {
    ClientAddress other = client("203.0.113.203");
    String shown = "fc93fc62807ddb8601abcdef5cf78f71a314227b6679ebf5";

    assertThat(check(shown, other, 1_559_727_985 + 60)).isEqualTo(Verdict.VALID);
    assertThat(check(shown.replace("abcdef", "000000"), other, 1_559_727_985 + 60))
        .isEqualTo(Verdict.INVALID);
    assertThat(write(shown, other, 1_559_734_700))
        .isEqualTo("fc93fc62807ddb86010000005cf7a9acf73a7810aca2381e");
  }

  /** RFC 9018 appendix A.4: an IPv6 client, and a secret that changed in between. */
  @Test
  void aCookieOfThePreviousSecretIsStillKnown() {
    ClientAddress v6 = client("2001:db8:220:1:59de:d0f4:8769:82b8");
    long now = 1_559_741_961;
    Duration epoch = Duration.ofMinutes(2);
    byte[] old = HEX.parseHex("dd3bdf9344b678b185a6f5cb60fca715");
    byte[] current = HEX.parseHex("445536bcd2513298075a5d379663c962");
    Cookies rolled =
        new Cookies(number -> number == now / epoch.toSeconds() ? current : old, epoch);
    byte[] shown = HEX.parseHex("22681ab97d52c298010000005cf7c57926556bd0934c72f8");

    assertThat(rolled.check(shown, 0, 24, v6, now)).isEqualTo(Verdict.VALID);
    byte[] out = new byte[24];
    rolled.write(shown, 0, v6, now, out, 0);
    assertThat(HEX.formatHex(out)).isEqualTo("22681ab97d52c298010000005cf7c609a6bb79d16625507a");
  }

  @Test
  void onlyTheLengthsOfTheRfcAreWellFormed() {
    byte[] option = new byte[50];
    assertThat(
            IntStream.rangeClosed(0, 50)
                .filter(
                    length -> cookies.check(option, 0, length, CLIENT, NOW) == Verdict.MALFORMED))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(0, 50)
                .filter(length -> length != 8 && (length < 16 || length > 40))
                .boxed()
                .toList());
  }

  @Test
  void aCookieLivesAnHourAndMayComeFromAClockFiveMinutesAhead() {
    String made = write("2464c4abcf10c957", CLIENT, NOW);

    assertThat(check(made, CLIENT, NOW + 3600)).isEqualTo(Verdict.VALID);
    assertThat(check(made, CLIENT, NOW + 3601)).isEqualTo(Verdict.INVALID);
    assertThat(check(made, CLIENT, NOW - 300)).isEqualTo(Verdict.VALID);
    assertThat(check(made, CLIENT, NOW - 301)).isEqualTo(Verdict.INVALID);
  }

  @Test
  void theTimestampMayWrap() {
    long beforeTheWrap = (1L << 32) - 10;
    String made = write("2464c4abcf10c957", CLIENT, beforeTheWrap);

    assertThat(check(made, CLIENT, beforeTheWrap + 20)).isEqualTo(Verdict.VALID);
  }

  @Test
  void anotherAddressOrAChangedBitIsNotKnown() {
    for (ClientAddress client : new ClientAddress[] {CLIENT, client("2001:db8::1")}) {
      byte[] made = HEX.parseHex(write("2464c4abcf10c957", client, NOW));
      assertThat(cookies.check(made, 0, 24, client("198.51.100.101"), NOW))
          .isEqualTo(Verdict.INVALID);
      for (int bit = 0; bit < 24 * 8; bit++) {
        byte[] changed = made.clone();
        changed[bit / 8] ^= (byte) (1 << (bit % 8));
        assertThat(cookies.check(changed, 0, 24, client, NOW))
            .as("bit %d changed", bit)
            .isEqualTo(Verdict.INVALID);
      }
    }
  }

  @Test
  void nodesThatShareARootKnowEachOthersCookiesAcrossMidnight() {
    byte[] root = new byte[32];
    Arrays.fill(root, (byte) 7);
    Cookies one = new Cookies(CookieSecrets.derivedFrom(root));
    Cookies other = new Cookies(CookieSecrets.derivedFrom(root.clone()));
    long midnight = 20_000 * 86_400L;
    byte[] made = new byte[24];
    one.write(new byte[8], 0, CLIENT, midnight - 5, made, 0);

    assertThat(other.check(made, 0, 24, CLIENT, midnight + 5)).isEqualTo(Verdict.VALID);
    // The other node's clock is a little behind.
    one.write(new byte[8], 0, CLIENT, midnight + 5, made, 0);
    assertThat(other.check(made, 0, 24, CLIENT, midnight - 5)).isEqualTo(Verdict.VALID);
  }

  @Test
  void secretsDifferByEpochAndByProcess() {
    CookieSecrets secrets = CookieSecrets.random();

    assertThat(secrets.secret(1)).hasSize(16).isEqualTo(secrets.secret(1));
    assertThat(secrets.secret(1)).isNotEqualTo(secrets.secret(2));
    assertThat(secrets.secret(1)).isNotEqualTo(CookieSecrets.random().secret(1));
    assertThatThrownBy(() -> CookieSecrets.derivedFrom(new byte[15]))
        .hasMessageContaining("at least 16 random bytes");
  }

  @Test
  void aMillionCookiesAllocateNothing() {
    byte[] shown = HEX.parseHex(write("2464c4abcf10c957", CLIENT, NOW));
    byte[] out = new byte[24];
    Runnable work =
        () -> {
          for (int i = 0; i < 1_000_000; i++) {
            if (cookies.check(shown, 0, 24, CLIENT, NOW) != Verdict.VALID) {
              throw new AssertionError("the cookie is not known");
            }
            cookies.write(shown, 0, CLIENT, NOW, out, 0);
          }
        };
    work.run();

    assertThat(Allocation.of(work)).isZero();
  }

  private Verdict check(String cookie, ClientAddress client, long now) {
    byte[] bytes = HEX.parseHex("ff" + cookie + "ff");
    return cookies.check(bytes, 1, bytes.length - 2, client, now);
  }

  private String write(String cookie, ClientAddress client, long now) {
    byte[] out = new byte[26];
    cookies.write(HEX.parseHex("ff" + cookie), 1, client, now, out, 1);
    assertThat(out[0] | out[25]).as("bytes around the cookie").isZero();
    return HEX.formatHex(out, 1, 25);
  }

  private static ClientAddress client(String address) {
    ClientAddress client = new ClientAddress();
    client.set(new InetSocketAddress(InetAddress.ofLiteral(address), 5353));
    return client;
  }
}
