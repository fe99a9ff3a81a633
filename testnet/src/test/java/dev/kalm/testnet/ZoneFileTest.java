package dev.kalm.testnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ZoneFileTest {
  private final ZoneFile zone = new ZoneFile("myapp.com.", "dns-provider.myapp.com.");

  @Test
  void namesAreWrittenAsAPanelTakesThem() {
    for (String name : List.of("www", "WWW.myapp.com", "www.myapp.com.")) {
      assertThat(zone.copy().set("A", name, List.of("192.0.2.1")).text(1))
          .contains("\nwww.myapp.com. A 192.0.2.1\n");
    }
    for (String name : List.of("@", "myapp.com", "myapp.com.")) {
      assertThat(zone.copy().set("A", name, List.of("192.0.2.1")).text(1))
          .contains("\nmyapp.com. A 192.0.2.1\n");
    }
  }

  @Test
  void hostNamesInValuesGetTheirFinalDot() {
    zone.set("CNAME", "a", List.of("target.org")).set("MX", "@", List.of("10 mail.org"));
    assertThat(zone.text(1))
        .contains("a.myapp.com. CNAME target.org.\n")
        .contains("myapp.com. MX 10 mail.org.\n");
  }

  @Test
  void textIsQuotedAndCutIntoStrings() {
    assertThat(zone.copy().set("TXT", "@", List.of("say \"hi\"")).text(1))
        .contains("TXT \"say \\\"hi\\\"\"\n");
    assertThat(zone.copy().set("TXT", "@", List.of("x".repeat(300))).text(1))
        .contains("TXT \"" + "x".repeat(255) + "\" \"" + "x".repeat(45) + "\"\n");
    assertThat(zone.copy().set("TXT", "@", List.of("")).text(1)).contains("TXT \"\"\n");
  }

  @Test
  void settingReplacesAndAddingAdds() {
    zone.set("TXT", "@", List.of("one")).add("TXT", "@", List.of("two", "two"));
    assertThat(zone.text(1)).containsOnlyOnce("\"one\"").containsOnlyOnce("\"two\"");
    assertThat(zone.set("TXT", "@", List.of("three")).text(1))
        .doesNotContain("one")
        .contains("three");
    assertThat(zone.remove("TXT", "@").text(1)).doesNotContain("TXT");
  }

  @Test
  void recordsThatDnsDoesNotAllowAreRefused() {
    zone.set("CNAME", "a", List.of("b.org")).set("A", "c", List.of("192.0.2.1"));
    assertThatThrownBy(() -> zone.set("A", "a", List.of("192.0.2.1")))
        .hasMessageContaining("CNAME stands alone");
    assertThatThrownBy(() -> zone.set("CNAME", "c", List.of("b.org")))
        .hasMessageContaining("CNAME stands alone");
    assertThatThrownBy(() -> zone.add("CNAME", "a", List.of("c.org")))
        .hasMessageContaining("one CNAME");
    assertThatThrownBy(() -> zone.set("A", "www.other.com.", List.of("192.0.2.1")))
        .hasMessageContaining("outside");
    assertThatThrownBy(() -> zone.set("A", "", List.of("192.0.2.1")))
        .hasMessageContaining("apex is @");
  }
}
