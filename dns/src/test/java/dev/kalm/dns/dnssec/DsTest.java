package dev.kalm.dns.dnssec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kalm.dns.message.Name;
import dev.kalm.dns.message.RecordType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DsTest {

  private static final String DIGEST =
      "B4C8C1FE2E7477127B27115656AD6256F424625BF5C1E2770CE6D6E37DF61D17";
  private static final Ds DS = new Ds(55648, 13, 2, DIGEST);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "55648 13 2 B4C8C1FE2E7477127B27115656AD6256F424625BF5C1E2770CE6D6E37DF61D17",
        "  55648\t13 2  b4c8c1fe2e7477127b27115656ad6256 f424625bf5c1e2770ce6d6e37df61d17 \n",
        "ds.example.net. 3600 IN DS 55648 13 2 (\n B4C8C1FE2E7477127B27115656AD6256F424625BF5C1E27"
            + "\n 70CE6D6E37DF61D17 )",
        "example.net. cds 55648 13 2 B4C8C1FE2E7477127B27115656AD6256F424625BF5C1E2770CE6D6E37DF61D17"
      })
  void itIsReadAsPeopleWriteIt(String text) {
    assertThat(Ds.parse(text)).isEqualTo(DS);
  }

  @Test
  void itsTextIsReadAgainAndDnsjavaWritesTheSame() {
    assertThat(Ds.parse(DS.toString())).isEqualTo(DS);
    assertThat(new Ds(55648, 13, 2, DIGEST.toLowerCase(java.util.Locale.ROOT))).isEqualTo(DS);
    assertThat(
            Dnsjava.record(Name.parse("example.net"), RecordType.DS, 60, DS.rdata())
                .rdataToString())
        .isEqualTo(DS.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "'', write key tag",
    "55648 13 2, write key tag",
    "65536 13 2 00, from 0 to 65535",
    "1 256 2 00, from 0 to 255",
    "1 13 256 00, from 0 to 255",
    "-1 13 2 00, is not a number",
    "999999999999 13 2 00, is not a number",
    "1 13 2 00, digest type 2 has 64 digits",
    "1 13 1 00, digest type 1 has 40 digits",
    "1 13 9 0, cut off",
    "1 13 9 0g, hexadecimal",
    "1 13 9 \uff11\uff12, hexadecimal"
  })
  void whatIsNoDsIsRefusedWithTheReason(String text, String reason) {
    assertThatThrownBy(() -> Ds.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void textAndDigestHaveLimits() {
    assertThatThrownBy(() -> Ds.parse(" ".repeat(3000) + DS))
        .hasMessageContaining("longer than 2048");
    assertThatThrownBy(() -> new Ds(1, 13, 9, "00".repeat(300)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
