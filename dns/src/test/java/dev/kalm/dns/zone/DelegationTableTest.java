package dev.kalm.dns.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelegationTableTest {

  private record Key(long high, long low) {}

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void itHoldsWhatAMapHolds(boolean alike) {
    Random random = new Random(7);
    Map<Key, TxtValues> expected = new HashMap<>();
    DelegationTable table = new DelegationTable();
    for (int i = 0; i < 40_000; i++) {
      // Ids that are alike, as those of a clock-based generator are, must not run together.
      Key key =
          alike
              ? new Key(5, random.nextInt(2000))
              : new Key(random.nextInt(50), random.nextInt(50));
      if (random.nextInt(3) == 0) {
        table.remove(key.high, key.low);
        expected.remove(key);
      } else {
        TxtValues values = TxtValues.marker();
        table.put(key.high, key.low, values);
        expected.put(key, values);
      }
      if (i == 20_000) {
        table.trim();
      }
    }
    assertSame(table, expected);
    expected.keySet().forEach(key -> table.remove(key.high, key.low));
    assertThat(table.size()).isZero();
    assertSame(table, Map.of());
  }

  @Test
  void theIdOfZerosIsAnIdAsAnyOther() {
    DelegationTable table = new DelegationTable();
    assertThat(table.find(new UUID(0, 0))).isNull();
    table.put(0, 0, TxtValues.EMPTY);
    assertThat(table.find(new UUID(0, 0))).isSameAs(TxtValues.EMPTY);
    table.remove(0, 0);
    assertThat(table.find(new UUID(0, 0))).isNull();
  }

  @Test
  void aReaderFindsWhatIsThereWhileAWriterAddsAndRemovesOthers() throws InterruptedException {
    DelegationTable table = new DelegationTable();
    for (long i = 0; i < 100; i++) {
      table.put(i, i, TxtValues.EMPTY);
    }
    AtomicBoolean missed = new AtomicBoolean();
    AtomicBoolean done = new AtomicBoolean();
    Thread reader =
        Thread.ofPlatform()
            .start(() -> {
              while (!done.get()) {
                for (long i = 0; i < 100; i++) {
                  if (table.find(i, i) == null || table.find(i, -1) != null) {
                    missed.set(true);
                  }
                }
              }
            });
    Random random = new Random(9);
    for (int i = 0; i < 300_000; i++) {
      long key = 1000 + random.nextInt(5000);
      if (random.nextBoolean()) {
        table.put(key, key, TxtValues.EMPTY);
      } else {
        table.remove(key, key);
      }
    }
    done.set(true);
    reader.join();
    assertThat(missed).isFalse();
  }

  private static void assertSame(DelegationTable table, Map<Key, TxtValues> expected) {
    assertThat(table.size()).isEqualTo(expected.size());
    expected.forEach((key, values) -> assertThat(table.find(key.high, key.low)).isSameAs(values));
    for (long high = 0; high < 60; high++) {
      for (long low = 0; low < 60; low++) {
        boolean present = table.find(high, low) != null;
        assertThat(present).isEqualTo(expected.containsKey(new Key(high, low)));
      }
    }
  }
}
