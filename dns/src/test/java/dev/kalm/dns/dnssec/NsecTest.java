package dev.kalm.dns.dnssec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kalm.dns.message.Name;
import dev.kalm.dns.message.RecordType;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.NSECRecord;

class NsecTest {

  private static final Name APEX = Name.parse("acme-1.example.com");

  @Test
  void theRecordIsTheExampleOfRfc4034() {
    // Section 4.3; "host.example.com" in lower case, whatever came in.
    byte[] rdata =
        Nsec.rdata(Name.parse("Host.EXAMPLE.com"), 1234, 15, 47, 1, 46, 15).canonicalBytes();
    assertThat(HexFormat.of().formatHex(rdata))
        .isEqualTo(
            "04686f7374076578616d706c6503636f6d00"
                + "0006400100000003"
                + ("041b" + "00".repeat(26) + "20"));
  }

  @Test
  void dnsjavaReadsTheTypesOfAllWindows() {
    Random random = new Random(4034);
    for (int i = 0; i < 200; i++) {
      int[] types = random.ints(1 + random.nextInt(20), 1, 65536).toArray();
      assertTypes(types, types);
    }
    assertTypes(new int[] {257, 128, 47, 46}, 46, 47, 128, 257);
    assertTypes(new int[] {65535, 1, 255, 256}, 1, 255, 256, 65535);
  }

  private static void assertTypes(int[] types, int... expected) {
    NSECRecord record =
        (NSECRecord) Dnsjava.record(APEX, RecordType.NSEC, 1, Nsec.rdata(APEX, types));
    int[] read = record.getTypes();
    assertThat(read).containsExactly(IntStream.of(expected).sorted().distinct().toArray());
  }

  @Test
  void aTypeThatDoesNotExistIsRefused() {
    assertThatThrownBy(() -> Nsec.rdata(APEX, 0)).hasMessageContaining("no RR type 0");
    assertThatThrownBy(() -> Nsec.rdata(APEX, 65536)).hasMessageContaining("no RR type 65536");
  }

  @Test
  void theSuccessorIsTheFirstChild() {
    assertThat(Nsec.successor(Name.parse("x.acme-1.example.com"), APEX))
        .hasToString("\\000.x.acme-1.example.com.");
  }

  @Test
  void aCoveringRecordNamesTheTypesOfAnOwnerThatExists() {
    int[] apexTypes = {RecordType.SOA, RecordType.NS};
    Nsec.Covering covering =
        Nsec.covering(APEX.child("\0"), APEX, name -> name.equals(APEX) ? apexTypes : new int[0]);
    assertThat(covering.owner()).isEqualTo(APEX);
    assertThat(covering.nsec().canonicalBytes())
        .isEqualTo(Nsec.rdata(APEX.child("\0\0"), 2, 6, 46, 47).canonicalBytes());
  }

  @Test
  void aCoveringRecordOfNothingHasItsOwnTypesOnly() {
    Nsec.Covering covering = Nsec.covering(APEX.child("B"), APEX, name -> new int[0]);
    assertThat(covering.owner()).isEqualTo(APEX.child("a\u00ff"));
    assertThat(covering.nsec().canonicalBytes())
        .isEqualTo(Nsec.rdata(APEX.child("b\0"), 46, 47).canonicalBytes());
  }

  @Test
  void whatIsNotBelowTheApexHasNoPredecessor() {
    for (Name name : List.of(APEX, APEX.parent(), Name.parse("x.example.com"))) {
      assertThatThrownBy(() -> Nsec.predecessor(name, APEX))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(name.toString());
    }
  }

  @Test
  void onlyANameBelowItsClosestEncloserIsDenied() {
    for (Name name : List.of(APEX, APEX.parent(), Name.parse("x.example.com"))) {
      assertThatThrownBy(() -> Nsec.nameError(name, APEX, APEX, any -> new int[0]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not below acme-1.example.com.");
    }
    assertThatThrownBy(() -> Nsec.nameError(APEX, APEX.parent(), APEX, any -> new int[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not below it");
  }
}
