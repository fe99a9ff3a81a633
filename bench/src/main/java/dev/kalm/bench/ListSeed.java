package dev.kalm.bench;

import dev.kalm.server.database.Database;
import dev.kalm.server.database.DatabaseSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Fills a database with certificates as they are in a long life: most ready, some in trouble. */
final class ListSeed {
  private static final long SEED = 7;
  private static final int AT_ONCE = 10_000;
  private static final int SYLLABLES = 3;
  private static final String CONSONANTS = "bcdfghklmnprstvwz";
  private static final String VOWELS = "aeiou";
  private static final String[] ENDS = {"com", "org", "net", "de", "io", "example"};

  private final Random random = new Random(SEED);
  private final Instant now = Instant.now();

  private ListSeed() {}

  /** Returns what somebody types to find one of them. */
  static String fill(Path file, int certificates) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    ListSeed seed = new ListSeed();
    String last = "";
    try (Database database = Database.open(new DatabaseSettings.Sqlite(file))) {
      for (int from = 0; from < certificates; from += AT_ONCE) {
        int until = Math.min(certificates, from + AT_ONCE);
        int first = from;
        last =
            database.inTransaction(transaction -> {
              PreparedBatch rows =
                  transaction
                      .handle()
                      .prepareBatch(
                          "INSERT INTO certificate (id, authority, challenge, key_type, created_at, renew_at, current_version)"
                              + " VALUES (?, 'letsencrypt', 'dns-01', 'ec-p256', ?, ?, ?)");
              PreparedBatch names =
                  transaction
                      .handle()
                      .prepareBatch(
                          "INSERT INTO certificate_name (certificate_id, position, name) VALUES (?, ?, ?)");
              PreparedBatch issuances =
                  transaction
                      .handle()
                      .prepareBatch(
                          "INSERT INTO issuance (id, certificate_id, state, data, detail, failures, revision, started_at,"
                              + " updated_at, finished_at, next_attempt) VALUES (?, ?, ?, ?, 'of the benchmark', 0, 1, ?, ?, ?, ?)");
              PreparedBatch versions =
                  transaction
                      .handle()
                      .prepareBatch(
                          "INSERT INTO certificate_version (id, certificate_id, issuance_id, chain, key_sealed, serial, issuer,"
                              + " not_before, not_after, fingerprint, created_at) VALUES (?, ?, ?, ?, ?, '0a', 'CN=Bench', ?, ?, 'ff', ?)");
              String domain = "";
              for (int number = first; number < until; number++) {
                domain = seed.domain(number);
                seed.certificate(rows, names, issuances, versions, domain);
              }
              rows.execute();
              names.execute();
              issuances.execute();
              versions.execute();
              return domain;
            });
      }
    }
    return last.substring(0, last.lastIndexOf('.'));
  }

  private String domain(int number) {
    return word() + number % 1000 + "." + word() + "." + ENDS[random.nextInt(ENDS.length)];
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    for (int syllable = 0; syllable < SYLLABLES; syllable++) {
      word.append(CONSONANTS.charAt(random.nextInt(CONSONANTS.length())));
      word.append(VOWELS.charAt(random.nextInt(VOWELS.length())));
    }
    return word.toString().toLowerCase(Locale.ROOT);
  }

  /** Of a hundred: one has expired, one failed to be renewed; all others are ready. */
  private void certificate(
      PreparedBatch rows,
      PreparedBatch names,
      PreparedBatch issuances,
      PreparedBatch versions,
      String domain) {
    String id = id();
    String issuance = id();
    String version = id();
    int fate = random.nextInt(100);
    Instant notAfter =
        fate == 0
            ? now.minus(Duration.ofMinutes(1 + random.nextInt(10_000)))
            : now.plus(Duration.ofMinutes(60_000 + random.nextInt(69_000)));
    Instant notBefore = notAfter.minus(Duration.ofDays(90));
    long renewAt = notAfter.minus(Duration.ofDays(30)).toEpochMilli();
    rows.add(id, notBefore.toEpochMilli(), renewAt, version);
    names.add(id, 0, "*." + domain);
    names.add(id, 1, domain);
    long started = notBefore.toEpochMilli();
    String issued = "{\"state\":\"issued\",\"version\":\"" + version + "\"}";
    issuances.add(issuance, id, "issued", issued, started, started, started, null);
    versions.add(
        version,
        id,
        issuance,
        "x".repeat(4000),
        "y".repeat(300).getBytes(StandardCharsets.US_ASCII),
        started,
        notAfter.toEpochMilli(),
        started);
    if (fate == 1) {
      String failed =
          "{\"state\":\"failed\",\"failure\":{\"problem\":{\"type\":\"about:blank\",\"detail\":\"no\",\"kind\":\"refused\"}},\"resume\":null}";
      issuances.add(
          id(),
          id,
          "failed",
          failed,
          now.toEpochMilli(),
          now.toEpochMilli(),
          null,
          now.plus(Duration.ofDays(1)).toEpochMilli());
    }
  }

  private String id() {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    return new UUID(high, (random.nextLong() >>> 2) | Long.MIN_VALUE).toString();
  }
}
