package dev.kalm.dns.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets that server cookies are made with, a new one for each epoch (RFC 7873 section 7.1).
 *
 * <p>All nodes that answer for one name have to give the same ones (RFC 9018 section 3): what one
 * node made, another is shown.
 */
@FunctionalInterface
public interface CookieSecrets {

  /** How long one secret makes cookies; epochs are counted from 1970-01-01T00:00:00Z. */
  Duration EPOCH = Duration.ofDays(1);

  /** Bytes of one secret. */
  int LENGTH = 16;

  /**
   * The secret of one epoch, the same whenever it is asked for. Each server thread asks once for
   * each epoch, and while it waits nobody is answered: it must be at hand.
   *
   * @return {@link #LENGTH} bytes
   */
  byte[] secret(long epoch);

  /** Secrets of this process alone: for a single node, and forgotten when it stops. */
  static CookieSecrets random() {
    byte[] root = new byte[32];
    new SecureRandom().nextBytes(root);
    return derivedFrom(root);
  }

  /**
   * Secrets made from one that all nodes share: HMAC-SHA-256 of the epoch's number, cut.
   *
   * @param root at least 16 random bytes, used for nothing else
   */
  static CookieSecrets derivedFrom(byte[] root) {
    if (root.length < LENGTH) {
      throw new IllegalArgumentException(
          "Cookie secrets need at least %d random bytes to come from, not %d"
              .formatted(LENGTH, root.length));
    }
    SecretKeySpec key = new SecretKeySpec(root, "HmacSHA256");
    byte[] purpose = "DNS server cookie".getBytes(StandardCharsets.US_ASCII);
    return epoch -> {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(key);
        mac.update(purpose);
        mac.update(ByteBuffer.allocate(8).putLong(epoch).flip());
        return Arrays.copyOf(mac.doFinal(), LENGTH);
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException(impossible);
      }
    };
  }
}
