package dev.kalm.dns.dnssec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.dns.message.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeighboursTest {

  private static final String LAST = "\u00ff";

  /** The bytes around which order changes: ends, the fold of upper case, and its neighbours. */
  private static final String BYTES = "\0\1@AZ[`az{~\u0080\u00fe\u00ff";

  private static final int NAMES = 500;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void neighboursStandInDnsjavasOrderAndInTheZone(int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < NAMES; i++) {
      Name apex = apex(random);
      Name name = below(apex, random);
      Name predecessor = Neighbours.predecessor(name, apex);
      assertThat(order(predecessor, name)).as("%s < %s", predecessor, name).isNegative();
      assertThat(predecessor.isSubdomainOf(apex)).isTrue();
      assertBehind(Neighbours.successor(name, apex), name, apex);
      Name behindAll = Neighbours.afterAllBelow(name, apex);
      assertBehind(behindAll, name, apex);
      assertThat(behindAll.isSubdomainOf(name)).isFalse();
    }
  }

  private static void assertBehind(Name next, Name name, Name apex) {
    assertThat(next.equals(apex) || order(next, name) > 0).as("%s > %s", next, name).isTrue();
    assertThat(next.isSubdomainOf(apex)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 6})
  void nothingThatMeansSomethingStandsBetween(int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < NAMES; i++) {
      Name apex = apex(random);
      Name name = below(apex, random);
      var itself = Dnsjava.lowerCaseName(name);
      var predecessor = Dnsjava.lowerCaseName(Neighbours.predecessor(name, apex));
      var successor = Dnsjava.lowerCaseName(Neighbours.successor(name, apex));
      var behindAll = Dnsjava.lowerCaseName(Neighbours.afterAllBelow(name, apex));
      for (Name candidate : around(name, apex, random)) {
        var other = Dnsjava.lowerCaseName(candidate);
        boolean isPlain = !candidate.toString().contains("\\255");
        boolean isBelow = candidate.isSubdomainOf(name);
        assertThat(
                (isPlain && isBetween(predecessor, other, itself))
                    || isBetween(itself, other, successor)
                    || (!isBelow && isBetween(itself, other, behindAll)))
            .withFailMessage("%s beside %s", candidate, name)
            .isFalse();
      }
    }
  }

  @Test
  void theZonesLastNameIsFollowedByTheApex() {
    Name apex = Name.parse("a.b");
    Name last = apex;
    for (int length : new int[] {63, 63, 63, 57}) {
      last = last.child(LAST.repeat(length));
    }
    assertThat(last.length()).isEqualTo(255);
    assertThat(Neighbours.successor(last, apex)).isEqualTo(apex);
    assertThat(Neighbours.afterAllBelow(apex, apex)).isEqualTo(apex);
  }

  @Test
  void theFoldOfUpperCaseIsSteppedOver() {
    Name apex = Name.parse("example");
    String front = "x".repeat(62);
    assertThat(Neighbours.predecessor(apex.child("["), apex)).isEqualTo(apex.child("@" + LAST));
    assertThat(Neighbours.afterAllBelow(apex.child(front + "@"), apex))
        .isEqualTo(apex.child(front + "["));
    assertThat(Neighbours.afterAllBelow(apex.child(front + "Z"), apex))
        .isEqualTo(apex.child(front + "{"));
  }

  private static boolean isBetween(
      org.xbill.DNS.Name low, org.xbill.DNS.Name name, org.xbill.DNS.Name high) {
    return low.compareTo(name) < 0 && name.compareTo(high) < 0;
  }

  private static int order(Name left, Name right) {
    return Dnsjava.lowerCaseName(left).compareTo(Dnsjava.lowerCaseName(right));
  }

  /** Names that differ a little from {@code name}, in the zone. */
  private static List<Name> around(Name name, Name apex, Random random) {
    List<Name> around = new ArrayList<>(List.of(name, name.parent()));
    String label = name.labels().getFirst();
    String front = label.substring(0, label.length() - 1);
    for (char c : BYTES.toCharArray()) {
      addChild(around, name.parent(), front + c);
      addChild(around, name.parent(), label + c);
      addChild(around, name, String.valueOf(c));
    }
    addChild(around, name.parent(), front);
    for (Name parent : List.copyOf(around)) {
      addChild(around, parent, label(random, 63));
    }
    around.add(below(apex, random));
    return around.stream().filter(other -> other.isSubdomainOf(apex)).toList();
  }

  private static void addChild(List<Name> names, Name parent, String label) {
    int room = Math.min(Name.MAX_LABEL_LENGTH, Name.MAX_LENGTH - 1 - parent.length());
    if (!label.isEmpty() && label.length() <= room) {
      names.add(parent.child(label));
    }
  }

  private static Name apex(Random random) {
    return Stream.of("b", "B.c", "a.b.c." + "d".repeat(60) + "." + "e".repeat(63))
        .skip(random.nextInt(3))
        .map(Name::parse)
        .findFirst()
        .orElseThrow();
  }

  /** Half of the names are as long as names get, or nearly. */
  private static Name below(Name apex, Random random) {
    int limit = Name.MAX_LENGTH - random.nextInt(3);
    int labels = random.nextBoolean() ? 1 + random.nextInt(4) : Name.MAX_LENGTH;
    Name name = apex;
    for (int i = 0; i < labels && name.length() + 2 <= limit; i++) {
      int room = Math.min(Name.MAX_LABEL_LENGTH, limit - 1 - name.length());
      name = name.child(label(random, room));
    }
    return name;
  }

  private static String label(Random random, int room) {
    int length = random.nextBoolean() ? room : 1 + random.nextInt(room);
    char one = BYTES.charAt(random.nextInt(BYTES.length()));
    boolean same = random.nextInt(3) == 0;
    StringBuilder label = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      label.append(same ? one : BYTES.charAt(random.nextInt(BYTES.length())));
    }
    return label.toString();
  }
}
