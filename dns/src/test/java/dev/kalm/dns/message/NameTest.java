package dev.kalm.dns.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kalm.dns.Asking;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameTest {

  @Test
  void theFinalDotMakesNoDifference() {
    assertThat(Name.parse("a.b")).isEqualTo(Name.parse("a.b.")).hasToString("a.b.");
  }

  @Test
  void caseIsKeptAndIgnored() {
    Name mixed = Name.parse("Acme.EXAMPLE.com");
    assertThat(mixed).hasToString("Acme.EXAMPLE.com.").isEqualTo(Name.parse("aCME.example.COM"));
    assertThat(mixed.hashCode()).isEqualTo(Name.parse("acme.example.com").hashCode());
    assertThat(Name.parse("[.com")).isNotEqualTo(Name.parse("{.com"));
  }

  @Test
  void theRootIsADot() {
    assertThat(Name.parse(".")).isEqualTo(Name.ROOT).hasToString(".");
    assertThat(Name.ROOT.length()).isOne();
    assertThat(Name.ROOT.labels()).isEmpty();
    assertThatThrownBy(Name.ROOT::parent).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\\.b.c",
        "a\\000b.c",
        "\\\\.x",
        "\\@.x",
        "a\\032b.",
        "\\255.x",
        "*.a",
        "_acme-challenge.a"
      })
  void escapesAreReadAndWrittenAsDnsjavaDoes(String text) {
    Name name = Name.parse(text);
    byte[] wire = new byte[name.length()];
    name.copyTo(wire, 0, wire.length);
    assertThat(wire).isEqualTo(Asking.name(text).toWire());
    assertThat(Name.parse(name.toString())).isEqualTo(name);
    assertThat(Asking.name(name.toString())).isEqualTo(Asking.name(text));
  }

  @ParameterizedTest
  @CsvSource({
    "'', is empty",
    "a..b, empty label",
    ".a, empty label",
    "a.., empty label",
    "a\\, middle of an escape",
    "a\\12, three digits",
    "a\\256, up to",
    "bücher.de, A-labels"
  })
  void whatIsNoNameIsRefusedWithTheReason(String text, String reason) {
    assertThatThrownBy(() -> Name.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining(reason);
  }

  @Test
  void labelsEndAt63BytesAndNamesAt255() {
    String label = "a".repeat(63);
    assertThat(Name.parse(label).length()).isEqualTo(65);
    assertThatThrownBy(() -> Name.parse(label + "a")).hasMessageContaining("63 is the limit");
    String longest = label + "." + label + "." + label + "." + "a".repeat(61);
    assertThat(Name.parse(longest).length()).isEqualTo(255);
    assertThat(Name.parse(longest + ".").length()).isEqualTo(255);
    assertThatThrownBy(() -> Name.parse(longest + "a")).hasMessageContaining("255");
    assertThatThrownBy(() -> Name.parse(longest).child("a")).hasMessageContaining("255");
  }

  @Test
  void aSubdomainEndsAtALabel() {
    Name zone = Name.parse("b.c");
    assertThat(Name.parse("A.B.C").isSubdomainOf(zone)).isTrue();
    assertThat(zone.isSubdomainOf(zone)).isTrue();
    assertThat(Name.parse("ab.c").isSubdomainOf(zone)).isFalse();
    assertThat(Name.parse("c").isSubdomainOf(zone)).isFalse();
    assertThat(zone.isSubdomainOf(Name.ROOT)).isTrue();
    // The bytes end alike ("\1b\1c"), the labels do not.
    assertThat(Name.parse("x\\001b.c").isSubdomainOf(zone)).isFalse();
  }

  @Test
  void childAndParentUndoEachOther() {
    Name name = Name.parse("b.c");
    assertThat(name.child("a")).hasToString("a.b.c.");
    assertThat(name.child("a").parent()).isEqualTo(name);
    assertThat(name.child("a").labels()).containsExactly("a", "b", "c");
    assertThatThrownBy(() -> name.child("")).hasMessageContaining("b.c.");
  }

  @Test
  void theOrderIsTheExampleOfRfc4034() {
    // Section 6.1.
    List<Name> ordered =
        Stream.of(
                "example",
                "a.example",
                "yljkjljk.a.example",
                "Z.a.example",
                "zABC.a.EXAMPLE",
                "z.example",
                "\\001.z.example",
                "*.z.example",
                "\\200.z.example")
            .map(Name::parse)
            .toList();
    List<Name> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(4034));
    assertThat(shuffled.stream().sorted()).containsExactlyElementsOf(ordered);
    assertThat(Name.ROOT).isLessThan(Name.parse("a"));
    assertThat(Name.parse("A.b")).isEqualByComparingTo(Name.parse("a.B"));
  }

  @Test
  void theCanonicalFormIsInLowerCase() {
    assertThat(Name.parse("Zz[@\\200.A").toLowerCaseWire())
        .isEqualTo(Asking.name("zz[@\\200.a").toWire());
  }
}
