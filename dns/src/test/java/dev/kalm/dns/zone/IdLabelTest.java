package dev.kalm.dns.zone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.dns.message.Query;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdLabelTest {

  private final Random random = new Random(11);

  @Test
  void anyIdOfAnyCaseIsReadAsAUuidReadsIt() {
    for (int i = 0; i < 10_000; i++) {
      UUID id = new UUID(random.nextLong(), random.nextLong());
      StringBuilder text = new StringBuilder(id.toString());
      for (int at = 0; at < text.length(); at++) {
        if (random.nextBoolean()) {
          text.setCharAt(at, Character.toUpperCase(text.charAt(at)));
        }
      }
      Query question = question(text.toString().getBytes(StandardCharsets.ISO_8859_1));
      assertThat(IdLabel.isId(question)).isTrue();
      assertThat(new UUID(IdLabel.high(question), IdLabel.low(question))).isEqualTo(id);
    }
  }

  @Test
  void aByteThatDoesNotBelongThereMakesItNoId() {
    byte[] id = "8f14e45f-ceea-467f-ab5c-12d3bc9f6a11".getBytes(StandardCharsets.ISO_8859_1);
    for (int at = 0; at < id.length; at++) {
      for (int value = 0; value < 256; value++) {
        byte[] label = id.clone();
        label[at] = (byte) value;
        boolean isDash = id[at] == '-';
        boolean belongs = isDash ? value == '-' : value < 128 && Character.digit(value, 16) >= 0;
        assertThat(IdLabel.isId(question(label))).as("%d at %d", value, at).isEqualTo(belongs);
      }
    }
  }

  private static Query question(byte[] label) {
    byte[] message = new byte[Query.NAME_OFFSET + 1 + label.length + 1 + 4];
    message[5] = 1;
    message[Query.NAME_OFFSET] = (byte) label.length;
    System.arraycopy(label, 0, message, Query.NAME_OFFSET + 1, label.length);
    Query query = new Query();
    assertThat(query.readHeader(message, message.length) && query.readQuestion()).isTrue();
    return query;
  }
}
