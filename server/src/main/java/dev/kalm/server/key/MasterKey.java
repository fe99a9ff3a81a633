package dev.kalm.server.key;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The one key (256 bits, AES) under which all others are sealed. Without it the database's private
 * keys are lost: it has to be in the backup, and not beside the database's.
 */
public final class MasterKey {
  /** Takes the place of the file: 32 bytes, base64. */
  public static final String VARIABLE = "KALM_MASTER_KEY";

  /** The key's file in the data folder: 32 bytes, base64, one line, mode 0600. */
  public static final String FILE = "master.key";

  private static final int BYTES = 32;

  private final SecretKey key;

  private MasterKey(byte[] bytes) {
    this.key = new SecretKeySpec(bytes, "AES");
  }

  /**
   * The key of the environment if it is set there, else that of the data folder, made at the first
   * start.
   *
   * @throws SealException if it is no such key, or if others than its owner can read the file
   */
  public static MasterKey loadOrCreate(Path dataFolder, Map<String, String> environment) {
    @Nullable String variable = environment.get(VARIABLE);
    if (variable != null && !variable.isBlank()) {
      return new MasterKey(decode(variable, "The environment variable " + VARIABLE));
    }
    Path file = dataFolder.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        PrivateFile.createIfAbsent(file, fresh());
      }
      String text = new String(PrivateFile.read(file), StandardCharsets.US_ASCII);
      return new MasterKey(decode(text, file.toString()));
    } catch (IOException e) {
      throw new SealException("The master key is not usable: " + e.getMessage(), e);
    }
  }

  SecretKey key() {
    return key;
  }

  /**
   * 32 bytes that follow from the master key and this label alone (HKDF with SHA-256, RFC 5869): a
   * secret that all nodes of a cluster share, and that says nothing of the master key or of another
   * label's.
   *
   * @param label what it is for, such as {@code DNS cookies}
   */
  public byte[] derive(String label) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              HKDFParameterSpec.ofExtract()
                  .addIKM(key)
                  .thenExpand(("kalm/" + label).getBytes(StandardCharsets.UTF_8), BYTES));
    } catch (GeneralSecurityException e) {
      throw new SealException("This Java cannot derive keys with HKDF-SHA256.", e);
    }
  }

  private static byte[] fresh() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return (Base64.getEncoder().encodeToString(bytes) + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] decode(String text, String source) {
    byte @Nullable [] bytes = null;
    try {
      bytes = Base64.getDecoder().decode(text.strip());
    } catch (IllegalArgumentException e) {
      // Falls through to the message below: the decoder's own would quote a part of the key.
    }
    if (bytes == null || bytes.length != BYTES) {
      throw new SealException(
          source
              + " has to hold 32 bytes in base64 (44 characters, as `openssl rand -base64 32` prints them). Restore it from the backup: a new key cannot open what the old one sealed.");
    }
    return bytes;
  }

  @Override
  public String toString() {
    return "MasterKey[hidden]";
  }
}
