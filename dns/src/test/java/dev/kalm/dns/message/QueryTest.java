package dev.kalm.dns.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.dns.Asking;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class QueryTest {

  private static final String HEADER = "1234 0100 0001 0000 0000 ";

  private final Query query = new Query();

  @Test
  void aQueryOfDnsjavaIsReadInPlace() {
    Message message = Asking.message("Ab.Example.com", Type.TXT);
    message.addRecord(new OPTRecord(4096, 0, 0, ExtendedFlags.DO), Section.ADDITIONAL);
    assertThat(read(message.toWire())).isTrue();
    assertThat(query.question())
        .isEqualTo(new Question(Name.parse("ab.example.com"), RecordType.TXT, RecordClass.IN));
    assertThat(query.question()).hasToString("Ab.Example.com. TXT");
    assertThat(query.payloadSize()).isEqualTo(4096);
    assertThat(query.dnssecOk()).isTrue();
  }

  @Test
  void eachTruncationOfAQueryIsMalformed() {
    Message message = Asking.message("a.example.com", Type.TXT);
    message.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
    byte[] whole = message.toWire();
    for (int length = 0; length < whole.length; length++) {
      assertThat(read(Arrays.copyOf(whole, length))).as("%d bytes", length).isFalse();
    }
    assertThat(read(whole)).isTrue();
    assertThat(read(Arrays.copyOf(whole, whole.length + 1))).as("a byte too many").isFalse();
  }

  @Test
  void whatStandsBehindTheLengthIsNotPartOfTheMessage() {
    byte[] whole = Asking.query("a.example.com", Type.TXT);
    assertThat(query.readHeader(whole, whole.length - 1)).isTrue();
    assertThat(query.readQuestion()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "a pointer to itself,           0000 c00c 0010 0001",
    "a pointer forward,             0000 c00e 00 0010 0001",
    "a pointer into the header,     0000 c000 0010 0001",
    "label type 01,                 0000 41 61 00 0010 0001",
    "label type 10,                 0000 81 61 00 0010 0001",
    "no end,                        0000 03 616161",
    "no type,                       0000 00 00"
  })
  void aQuestionMayNotHave(String what, String hex) {
    assertThat(read(bytes(HEADER + hex))).as(what).isFalse();
    assertThat(query.hasQuestion()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "an owner that points to itself,    0001 00 0010 0001 c011 0001 0001 00000000 0000",
    "an owner that points ahead,        0001 00 0010 0001 c013 0001 0001 00000000 0000",
    "an owner of a bad label type,      0001 00 0010 0001 4161 00 0001 0001 00000000 0000",
    "less rdata than it says,           0001 00 0010 0001 00 0001 0001 00000000 0004 7f0000",
    "an OPT below a name,               0001 00 0010 0001 0161 00 0029 04d0 00000000 0000",
    "an OPT option without its end,     0001 00 0010 0001 00 0029 04d0 00000000 0005 000a 0002 00",
    "an OPT option of half a header,    0001 00 0010 0001 00 0029 04d0 00000000 0002 000a",
    "fewer records than counted,        0002 00 0010 0001 00 0029 04d0 00000000 0000"
  })
  void recordsMayNotHave(String what, String hex) {
    assertThat(read(bytes(HEADER + hex))).as(what).isFalse();
    assertThat(query.hasQuestion()).isTrue();
  }

  @Test
  void anOwnerMayPointToTheQuestion() {
    assertThat(read(bytes(HEADER + "0001 00 0010 0001 c00c 0001 0001 00000000 0004 7f000001")))
        .isTrue();
  }

  @Test
  void aName256BytesLongIsMalformed() {
    String label = "3f" + "61".repeat(63);
    String fits = label.repeat(3) + "3d" + "61".repeat(61) + "00";
    String tooLong = label.repeat(3) + "3e" + "61".repeat(62) + "00";
    assertThat(read(bytes(HEADER + "0000" + fits + "00100001"))).isTrue();
    assertThat(query.nameLength()).isEqualTo(255);
    assertThat(read(bytes(HEADER + "0000" + tooLong + "00100001"))).isFalse();
    // An owner that becomes too long through a pointer.
    String record = "0161 c00c 0001 0001 00000000 0000";
    assertThat(read(bytes(HEADER + "0001" + fits + "00100001" + record))).isFalse();
  }

  @Test
  void aChainOfPointersEnds() {
    StringBuilder hex =
        new StringBuilder("1234 0100 0001 0000 0000 0000 00 0010 0001".replace(" ", ""));
    int records = 200;
    int owner = 12;
    int at = 17;
    for (int i = 0; i < records; i++) {
      hex.append("%04x".formatted(0xc000 | owner)).append("00010001000000000000");
      owner = at;
      at += 12;
    }
    byte[] message = bytes(hex.toString());
    message[11] = (byte) records;
    assertThat(read(message)).isFalse();
    message[11] = 100;
    assertThat(read(Arrays.copyOf(message, 17 + 12 * 100))).isTrue();
  }

  private boolean read(byte[] message) {
    return query.readHeader(message, message.length) && query.readQuestion() && query.readRecords();
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
