package dev.kalm.dns.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelegationTrieTest {

  private record Key(long high, long low) {}

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void itHoldsWhatAMapHolds(boolean alike) {
    Random random = new Random(7);
    Map<Key, Delegation> expected = new HashMap<>();
    DelegationTrie trie = DelegationTrie.empty();
    DelegationTrie snapshot = trie;
    Map<Key, Delegation> expectedSnapshot = Map.of();
    for (int i = 0; i < 20_000; i++) {
      // Ids that are alike share long paths, as those of a clock-based generator do.
      Key key =
          alike
              ? new Key(5, random.nextInt(2000))
              : new Key(random.nextInt(50), random.nextInt(50));
      if (random.nextInt(3) == 0) {
        trie = trie.without(key.high, key.low);
        expected.remove(key);
      } else {
        Delegation delegation = new Delegation(key.high, key.low, TxtValues.EMPTY);
        trie = trie.with(delegation, false);
        expected.put(key, delegation);
      }
      if (i == 10_000) {
        snapshot = trie;
        expectedSnapshot = Map.copyOf(expected);
      }
    }
    assertSame(trie, expected);
    assertSame(snapshot, expectedSnapshot);
  }

  @Test
  void loadingInPlaceGivesTheSame() {
    Random random = new Random(8);
    DelegationTrie trie = DelegationTrie.empty();
    Map<Key, Delegation> expected = new HashMap<>();
    List<Delegation> all = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      all.add(new Delegation(random.nextLong(), random.nextLong(), TxtValues.EMPTY));
    }
    for (Delegation delegation : all) {
      trie = trie.with(delegation, true).with(delegation, true);
      expected.put(new Key(delegation.high(), delegation.low()), delegation);
    }
    assertSame(trie, expected);
    for (Delegation delegation : all) {
      trie = trie.without(delegation.high(), delegation.low());
    }
    assertThat(trie.size()).isZero();
    assertThat(trie.find(all.getFirst().high(), all.getFirst().low())).isNull();
  }

  private static void assertSame(DelegationTrie trie, Map<Key, Delegation> expected) {
    assertThat(trie.size()).isEqualTo(expected.size());
    expected.forEach(
        (key, delegation) -> assertThat(trie.find(key.high, key.low)).isSameAs(delegation));
    for (long high = 0; high < 60; high++) {
      for (long low = 0; low < 60; low++) {
        boolean present = trie.find(high, low) != null;
        assertThat(present).isEqualTo(expected.containsKey(new Key(high, low)));
      }
    }
  }
}
