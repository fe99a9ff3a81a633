package dev.kalm.server.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets for the database: AES-256-GCM (NIST SP 800-38D) under a data key made for this one
 * value, which is itself sealed under the master key. A sealed value is bound to its place: moved
 * to another row it does not open.
 *
 * <pre>
 *   version (1) | nonce (12) | sealed data key (32 + 16) | nonce (12) | sealed secret (n + 16)
 * </pre>
 */
public final class Sealer {
  private static final byte VERSION = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int DATA_KEY_BYTES = 32;
  private static final int WRAPPED_BYTES = NONCE_BYTES + DATA_KEY_BYTES + TAG_BYTES;

  private final MasterKey masterKey;
  private final SecureRandom random = new SecureRandom();

  public Sealer(MasterKey masterKey) {
    this.masterKey = masterKey;
  }

  /**
   * The sealed form of a secret.
   *
   * @param context where it will be kept, for instance {@code certificate_version:<id>}
   */
  public byte[] seal(byte[] plain, String context) {
    byte[] dataKey = new byte[DATA_KEY_BYTES];
    random.nextBytes(dataKey);
    try {
      byte[] wrapped = encrypt(masterKey.key(), dataKey, associated("key", context));
      byte[] secret =
          encrypt(new SecretKeySpec(dataKey, "AES"), plain, associated("secret", context));
      return ByteBuffer.allocate(1 + wrapped.length + secret.length)
          .put(VERSION)
          .put(wrapped)
          .put(secret)
          .array();
    } catch (GeneralSecurityException e) {
      throw new SealException("The secret of " + context + " could not be sealed.", e);
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  /**
   * The secret that was sealed in this context.
   *
   * @throws SealException if the master key is another one, or the value or its place was changed
   */
  public byte[] unseal(byte[] sealed, String context) {
    if (sealed.length < 1 + WRAPPED_BYTES + NONCE_BYTES + TAG_BYTES) {
      throw new SealException(
          "The sealed secret of %s is cut off (%d bytes). Restore the database from a backup."
              .formatted(context, sealed.length));
    }
    if (sealed[0] != VERSION) {
      throw new SealException(
          "The secret of %s was sealed in format %d, and this program knows format %d only. It comes from a newer Kalm: start that one."
              .formatted(context, Byte.toUnsignedInt(sealed[0]), VERSION));
    }
    byte[] dataKey = new byte[0];
    try {
      dataKey = decrypt(masterKey.key(), sealed, 1, WRAPPED_BYTES, associated("key", context));
      int start = 1 + WRAPPED_BYTES;
      return decrypt(
          new SecretKeySpec(dataKey, "AES"),
          sealed,
          start,
          sealed.length - start,
          associated("secret", context));
    } catch (GeneralSecurityException e) {
      throw new SealException(
          "The secret of %s does not open: either the master key (%s or %s) is not the one that it was sealed with, or the database was changed by something else. Put the right master key back."
              .formatted(context, MasterKey.VARIABLE, MasterKey.FILE),
          e);
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  private byte[] encrypt(SecretKey key, byte[] plain, byte[] associated)
      throws GeneralSecurityException {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
    cipher.updateAAD(associated);
    byte[] encrypted = cipher.doFinal(plain);
    return ByteBuffer.allocate(nonce.length + encrypted.length).put(nonce).put(encrypted).array();
  }

  private static byte[] decrypt(
      SecretKey key, byte[] sealed, int start, int length, byte[] associated)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        key,
        new GCMParameterSpec(TAG_BYTES * Byte.SIZE, sealed, start, NONCE_BYTES));
    cipher.updateAAD(associated);
    return cipher.doFinal(sealed, start + NONCE_BYTES, length - NONCE_BYTES);
  }

  private static byte[] associated(String part, String context) {
    return ("kalm/" + VERSION + "/" + part + "/" + context).getBytes(StandardCharsets.UTF_8);
  }
}
