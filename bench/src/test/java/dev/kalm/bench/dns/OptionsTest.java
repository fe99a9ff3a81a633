package dev.kalm.bench.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kalm.bench.dns.Options.Part;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void withoutArgumentsEverythingIsMeasured() {
    Options options = Options.parse();
    assertThat(options.parts()).containsExactlyInAnyOrder(Part.values());
    assertThat(options.peers())
        .extracting(DnsPeer::name)
        .containsExactly("nsd", "knot", "bind", "powerdns");
    assertThat(options.edns()).containsExactlyInAnyOrder(Edns.values());
    assertThat(options.signed()).containsExactlyInAnyOrder(false, true);
    assertThat(options.delegations()).isEqualTo(100_000);
    assertThat(options.many()).isEqualTo(1_000_000);
  }

  @Test
  void wordsChooseAndOptionsSay() {
    Options options =
        Options.parse(
            "udp",
            "tcp-single",
            "--peers",
            "knot,nsd",
            "--edns",
            "do",
            "--zones",
            "signed",
            "--rounds",
            "5",
            "--seconds",
            "1.5",
            "--chart",
            "a.svg");
    assertThat(options.parts()).containsExactlyInAnyOrder(Part.UDP, Part.TCP_SINGLE);
    assertThat(options.peers()).extracting(DnsPeer::name).containsExactly("knot", "nsd");
    assertThat(options.edns()).containsExactly(Edns.DO);
    assertThat(options.signed()).containsExactly(true);
    assertThat(options.rounds()).isEqualTo(5);
    assertThat(options.seconds()).isEqualTo(1.5);
    assertThat(options.chart()).contains(Path.of("a.svg"));
    assertThat(options.table()).isEmpty();
  }

  @Test
  void aMistakeIsNamedWithWhatWouldDo() {
    assertThatThrownBy(() -> Options.parse("upd"))
        .hasMessage(
            "'upd' is none of: udp, dnsperf, tcp, tcp-single, latency, memory, start, publish, load");
    assertThatThrownBy(() -> Options.parse("--peers", "nsd,unbound"))
        .hasMessage("'unbound' is none of: nsd, knot, bind, powerdns");
    assertThatThrownBy(() -> Options.parse("--rounds")).hasMessage("--rounds lacks its value");
    assertThatThrownBy(() -> Options.parse("--seconds", "0"))
        .hasMessage("--seconds has to be more than 0");
    assertThatThrownBy(() -> Options.parse("--names", "many"))
        .hasMessage("--names takes a number, not 'many'");
  }
}
