package dev.kalm.bench.dns;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * What every server is asked, always the same: of a hundred queries 70 are for TXT values that are
 * there, 10 for names that are not, 10 for types that a name does not have, 10 for the apex and its
 * name server; letters in random case, as resolvers send them (dns0x20).
 */
final class QueryMix {
  private static final long SEED = 4;
  private static final int HEADER_LENGTH = 12;

  private final List<Query> queries;

  /**
   * @param rcode of the right answer
   * @param answers records in it, without signatures
   */
  record Query(String name, Type type, int rcode, int answers) {}

  enum Type {
    A(1),
    NS(2),
    SOA(6),
    TXT(16),
    AAAA(28),
    CAA(257);

    private final int code;

    Type(int code) {
      this.code = code;
    }
  }

  private QueryMix(List<Query> queries) {
    this.queries = queries;
  }

  static QueryMix of(BenchZone zone, int count) {
    List<UUID> ids = zone.entries().map(BenchZone.Entry::id).toList();
    SplittableRandom random = new SplittableRandom(SEED);
    List<Query> queries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      queries.add(next(random, ids));
    }
    return new QueryMix(List.copyOf(queries));
  }

  private static Query next(SplittableRandom random, List<UUID> ids) {
    int kind = random.nextInt(10);
    String present = ids.get(random.nextInt(ids.size())) + "." + BenchZone.APEX;
    return switch (kind) {
      case 0 -> {
        UUID absent = new UUID(random.nextLong(), random.nextLong());
        yield new Query(mixed(absent + "." + BenchZone.APEX, random), Type.TXT, 3, 0);
      }
      case 1 -> {
        Type[] types = {Type.A, Type.AAAA, Type.CAA};
        yield new Query(mixed(present, random), types[random.nextInt(types.length)], 0, 0);
      }
      case 2 ->
          switch (random.nextInt(3)) {
            case 0 -> new Query(mixed(BenchZone.APEX, random), Type.SOA, 0, 1);
            case 1 -> new Query(mixed(BenchZone.APEX, random), Type.NS, 0, 1);
            default -> new Query(mixed("ns." + BenchZone.APEX, random), Type.A, 0, 1);
          };
      default -> new Query(mixed(present, random), Type.TXT, 0, 1);
    };
  }

  private static String mixed(String name, SplittableRandom random) {
    StringBuilder text = new StringBuilder(name);
    for (int i = 0; i < text.length(); i++) {
      if (random.nextBoolean()) {
        text.setCharAt(i, Character.toUpperCase(text.charAt(i)));
      }
    }
    return text.toString();
  }

  List<Query> queries() {
    return queries;
  }

  /** As dnsperf reads them. */
  void writeText(Path file) throws IOException {
    Files.write(
        file,
        queries.stream()
            .map(query -> query.name() + " " + query.type().name().toUpperCase(Locale.ROOT))
            .toList());
  }

  /** As {@code bench/src/main/c/main.c} reads them. */
  void writeBinary(Path file, Edns edns) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      for (Query query : queries) {
        byte[] message = message(query, edns);
        out.writeShort(message.length);
        out.writeShort(message.length - HEADER_LENGTH - edns.section().length);
        out.writeByte(query.rcode());
        out.writeByte(query.answers());
        out.write(message);
      }
    }
  }

  /** With id 0. */
  static byte[] message(Query query, Edns edns) {
    byte[] opt = edns.section();
    int questionLength = query.name().length() + 2 + 4;
    byte[] message = new byte[HEADER_LENGTH + questionLength + opt.length];
    message[5] = 1;
    message[11] = (byte) (opt.length == 0 ? 0 : 1);
    int at = HEADER_LENGTH;
    for (String label : query.name().split("\\.")) {
      message[at++] = (byte) label.length();
      byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(bytes, 0, message, at, bytes.length);
      at += bytes.length;
    }
    message[at + 1] = (byte) (query.type().code >> 8);
    message[at + 2] = (byte) query.type().code;
    message[at + 4] = 1;
    System.arraycopy(opt, 0, message, HEADER_LENGTH + questionLength, opt.length);
    return message;
  }
}
