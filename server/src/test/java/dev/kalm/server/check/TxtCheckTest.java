package dev.kalm.server.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;

class TxtCheckTest {
  private static final String NAME = "_acme-challenge.myapp.com";
  private static final String TARGET = "1f0c2a.acme-d985e9.mycluster.com";

  private NameServerFake recursor;
  private TxtCheck check;

  @BeforeEach
  void start() throws Exception {
    recursor = new NameServerFake("127.0.43.53", 0, ".", true);
    recursor.recursive();
    recursor.with(NAME, 5, "CNAME", TARGET + ".");
    DnsResolver resolver =
        new DnsResolver(List.of(recursor.socketAddress()), Duration.ofMillis(150));
    check = new TxtCheck(resolver, Duration.ofSeconds(2));
  }

  @AfterEach
  void stop() throws Exception {
    recursor.close();
  }

  @Test
  void oneOfSeveralValuesIsVisibleThroughTheCname() {
    recursor.with(TARGET, 1, "TXT", "\"first\"").with(TARGET, 1, "TXT", "\"sec\" \"ond\"");
    assertThat(check.look(NAME, "second"))
        .isEqualTo(new TxtSight(true, List.of("first", "second"), "the TXT value is at " + TARGET));
  }

  @Test
  void otherValuesAreShown() {
    for (String value : List.of("one", "two", "three", "four")) {
      recursor.with(TARGET, 1, "TXT", value);
    }
    TxtSight sight = check.look(NAME, "mine");
    assertThat(sight.visible()).isFalse();
    assertThat(sight.detail())
        .isEqualTo(
            TARGET
                + " has other TXT values (\"one\", \"two\", \"three\" and 1 more) and not the one expected");
  }

  @Test
  void noValueYetNxdomainServfailAndSilenceAreToldApart() {
    recursor.with(TARGET, 1, "A", "192.0.2.1");
    assertThat(check.look(NAME, "v").detail())
        .isEqualTo("there is no TXT record at " + TARGET + " yet");
    recursor.without(TARGET);
    assertThat(check.look(NAME, "v").detail()).startsWith(TARGET + " does not exist (NXDOMAIN)");
    recursor.fail(NameServerFake.rcode(Rcode.SERVFAIL));
    assertThat(check.look(NAME, "v").detail()).contains("answers SERVFAIL for " + NAME);
    recursor.fail(_ -> null);
    assertThat(check.look(NAME, "v").detail()).contains("did not answer (timed out)");
  }

  @Test
  void aCircleOfCnamesEnds() {
    recursor.with(TARGET, 1, "CNAME", NAME + ".");
    assertThat(check.look(NAME, "v").detail()).contains("run in a circle");
  }

  @Test
  void oneServerIsAskedDirectly() throws Exception {
    try (NameServerFake ours = new NameServerFake("127.0.43.3", 0, "mycluster.com", true)) {
      ours.with(TARGET, 1, "TXT", "value");
      assertThat(check.lookAt(ours.socketAddress(), TARGET, "value").visible()).isTrue();
      assertThat(check.lookAt(ours.socketAddress(), TARGET, "other").visible()).isFalse();
      InetSocketAddress nobody = new InetSocketAddress("127.0.43.4", ours.port());
      assertThat(check.lookAt(nobody, TARGET, "value").detail())
          .startsWith("the name server 127.0.43.4:" + ours.port() + " did not answer")
          .contains("refused the connection");
    }
  }
}
