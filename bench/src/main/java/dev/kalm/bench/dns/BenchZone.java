package dev.kalm.bench.dns;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The contents that every server is given: the same numbers give the same names and values in every
 * process.
 *
 * @param delegations how many names below the apex
 * @param valuedEvery every so many-th of them has a TXT value, of 43 characters as ACME's are; 1
 *     for all
 */
record BenchZone(int delegations, int valuedEvery) {
  static final String APEX = "acme-d985e9.mycluster.com";

  private static final long SEED = 3;
  private static final int DIGEST_LENGTH = 32;

  /** One delegation; the value is empty where it has none. */
  record Entry(UUID id, String value) {}

  /** All delegations, made while they are read. */
  Stream<Entry> entries() {
    SplittableRandom random = new SplittableRandom(SEED);
    return IntStream.range(0, delegations)
        .mapToObj(i ->
            new Entry(
                new UUID(random.nextLong(), random.nextLong()),
                i % valuedEvery == 0 ? value(random) : ""));
  }

  /** A key authorization's digest, as RFC 8555 section 8.4 spells it. */
  static String value(SplittableRandom random) {
    byte[] digest = new byte[DIGEST_LENGTH];
    random.nextBytes(digest);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }

  /**
   * A master file (RFC 1035 section 5). A name without values has one empty TXT value there: the C
   * servers know no other way to make it exist for less.
   */
  void write(Path file) throws IOException {
    try (PrintWriter out =
        new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.US_ASCII))) {
      out.printf("$ORIGIN %s.%n$TTL 1%n", APEX);
      out.println("@ 10 IN SOA ns hostmaster 1 3600 600 86400 10");
      out.println("@ 10 IN NS ns");
      out.println("ns 10 IN A 127.0.0.1");
      entries().forEach(entry -> out.println(entry.id() + " TXT \"" + entry.value() + "\""));
      if (out.checkError()) {
        throw new IOException("The zone file " + file + " cannot be written");
      }
    }
  }
}
