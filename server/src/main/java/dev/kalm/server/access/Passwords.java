package dev.kalm.server.access;

import dev.kalm.api.Problem.Mistake;
import dev.kalm.server.http.RequestException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Passwords as Argon2id (RFC 9106) in the PHC string format: 19 MiB, 2 passes, 1 lane, as OWASP
 * advises for interactive use.
 */
final class Passwords {
  static final int SHORTEST = 12;
  static final int LONGEST = 256;

  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  /** Each takes its memory: more at once than this wait for their turn. */
  private static final int MOST_AT_ONCE = 4;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,8}),t=(\\d{1,4}),p=(\\d{1,3})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  private final SecureRandom random = new SecureRandom();
  private final Semaphore turns = new Semaphore(MOST_AT_ONCE, true);
  private final String nobodys;

  Passwords() {
    this.nobodys = hash(Secrets.fresh());
  }

  /**
   * Refuses what is no password for Kalm.
   *
   * @param pointer where in the body it stands
   */
  static void requireGood(String pointer, String password) {
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST || length > LONGEST) {
      String detail =
          "A password has %d to %d characters; this one has %d. A few words that nobody would put together are a good one."
              .formatted(SHORTEST, LONGEST, length);
      throw RequestException.badRequest(detail, List.of(Mistake.at(pointer, detail)));
    }
  }

  /** The PHC string to keep. */
  String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    byte[] hash = inTurn(password, salt, new Cost(MEMORY_KIB, PASSES, LANES), HASH_BYTES);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            MEMORY_KIB, PASSES, LANES, base64.encodeToString(salt), base64.encodeToString(hash));
  }

  /** Whether it is the password of this PHC string. */
  boolean matches(String password, String phc) {
    Matcher parts = PHC.matcher(phc);
    if (!parts.matches()) {
      throw new IllegalStateException("A kept password is no PHC string of Argon2id.");
    }
    byte[] expected = Base64.getDecoder().decode(parts.group(5));
    Cost cost =
        new Cost(
            Integer.parseInt(parts.group(1)),
            Integer.parseInt(parts.group(2)),
            Integer.parseInt(parts.group(3)));
    byte[] actual =
        inTurn(password, Base64.getDecoder().decode(parts.group(4)), cost, expected.length);
    return MessageDigest.isEqual(expected, actual);
  }

  /** Takes as long as {@link #matches}, so that the time does not tell which users there are. */
  void matchNobodys(String password) {
    matches(password, nobodys);
  }

  private record Cost(int memoryKib, int passes, int lanes) {}

  private byte[] inTurn(String password, byte[] salt, Cost cost, int length) {
    try {
      if (!turns.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw RequestException.tooMany(
            "Too many people sign in at this moment. Try again soon.", LONGEST_WAIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The server is stopping.", e);
    }
    try {
      Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
      argon2.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withVersion(Argon2Parameters.ARGON2_VERSION_13)
              .withMemoryAsKB(cost.memoryKib)
              .withIterations(cost.passes)
              .withParallelism(cost.lanes)
              .withSalt(salt)
              .build());
      byte[] hash = new byte[length];
      // One password may be typed as different code points on different keyboards.
      argon2.generateBytes(
          Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8),
          hash);
      return hash;
    } finally {
      turns.release();
    }
  }
}
