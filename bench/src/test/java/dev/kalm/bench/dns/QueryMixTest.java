package dev.kalm.bench.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kalm.bench.dns.QueryMix.Query;
import dev.kalm.bench.dns.QueryMix.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryMixTest {
  private static final BenchZone ZONE = new BenchZone(500, 1);
  private static final int COUNT = 20_000;

  @Test
  void seventyOfAHundredQueriesFindATxtValue() {
    List<Query> queries = QueryMix.of(ZONE, COUNT).queries();
    Set<String> names =
        ZONE.entries().map(entry -> entry.id() + "." + BenchZone.APEX).collect(Collectors.toSet());
    Predicate<Query> isThere = query -> names.contains(query.name().toLowerCase(Locale.ROOT));
    Predicate<Query> isBelow =
        query -> query.name().length() > "ns.".length() + BenchZone.APEX.length();
    assertShare(
        queries, isThere.and(query -> query.type() == Type.TXT && query.answers() == 1), 70);
    assertShare(
        queries, isThere.and(query -> query.type() != Type.TXT && query.answers() == 0), 10);
    assertShare(queries, isThere.negate().and(isBelow).and(query -> query.rcode() == 3), 10);
    assertShare(queries, isBelow.negate().and(query -> query.answers() == 1), 10);
  }

  @Test
  void lettersAreInRandomCase() {
    String letters =
        QueryMix.of(ZONE, COUNT).queries().stream()
            .map(query -> query.name().replaceAll("[^A-Za-z]", ""))
            .collect(Collectors.joining());
    double upper = letters.chars().filter(Character::isUpperCase).count();
    assertThat(upper / letters.length()).isCloseTo(0.5, within(0.01));
  }

  @Test
  void itIsTheSameEveryTime() {
    assertThat(QueryMix.of(ZONE, 100).queries()).isEqualTo(QueryMix.of(ZONE, 100).queries());
  }

  @Test
  void aQueryIsAMessageAsRfc1035Draws() {
    byte[] message = QueryMix.message(new Query("nS.x", Type.A, 0, 1), Edns.DO);
    assertThat(HexFormat.of().formatHex(message))
        .isEqualTo("000000000001000000000001" + "026e5301780000010001" + "00002904d0000080000000");
  }

  @Test
  void theGeneratorsFileSaysWhatARightAnswerIs(@TempDir Path folder) throws IOException {
    QueryMix mix = QueryMix.of(ZONE, 1);
    Query query = mix.queries().getFirst();
    Path file = folder.resolve("queries");
    mix.writeBinary(file, Edns.EDNS);
    byte[] bytes = Files.readAllBytes(file);
    int question = query.name().length() + 2 + 4;
    assertThat(bytes).startsWith(0, 12 + question + Edns.OPT_LENGTH, 0, question);
    assertThat(bytes[4]).isEqualTo((byte) query.rcode());
    assertThat(bytes[5]).isEqualTo((byte) query.answers());
    assertThat(bytes).hasSize(6 + 12 + question + Edns.OPT_LENGTH);
  }

  private static void assertShare(List<Query> queries, Predicate<Query> kind, int percent) {
    double share = queries.stream().filter(kind).count() * 100.0 / queries.size();
    assertThat(share).isCloseTo(percent, within(1.0));
  }
}
