package dev.kalm.server.http;

import dev.kalm.server.key.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** The token of who may do everything. Only its hash is kept in memory. */
public final class AdminToken {
  /** The token's file in the data folder: one line, mode 0600. */
  public static final String FILE = "admin.token";

  private static final String PREFIX = "kalm_";
  private static final int RANDOM_BYTES = 32;
  private static final int SHORTEST = 32;

  private final byte[] hash;

  private AdminToken(String token) {
    this.hash = hash(token);
  }

  /**
   * The data folder's token, made at the first start.
   *
   * @throws IOException if the file cannot be used; says why and what to do
   */
  public static AdminToken loadOrCreate(Path dataFolder) throws IOException {
    Path file = dataFolder.resolve(FILE);
    if (!Files.exists(file)) {
      byte[] random = new byte[RANDOM_BYTES];
      new SecureRandom().nextBytes(random);
      String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
      PrivateFile.createIfAbsent(file, (token + "\n").getBytes(StandardCharsets.US_ASCII));
    }
    String token = new String(PrivateFile.read(file), StandardCharsets.UTF_8).strip();
    if (token.length() < SHORTEST) {
      throw new IOException(
          "%s holds no usable admin token (it has fewer than %d characters). Delete it, and the next start makes a new one."
              .formatted(file, SHORTEST));
    }
    return new AdminToken(token);
  }

  /** Whether this is the token; takes the same time however much of it is right. */
  boolean matches(String presented) {
    return MessageDigest.isEqual(hash, hash(presented));
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  @Override
  public String toString() {
    return "AdminToken[hidden]";
  }
}
