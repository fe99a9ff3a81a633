package dev.kalm.server.zone;

import dev.kalm.server.key.MasterKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names in validation zones that nobody can guess, and that yet follow from what they are for: they
 * can be told before they exist, and what was deleted comes back under the same name.
 */
public final class DerivedNames {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int LABEL_BYTES = 3;
  private static final long VERSION_8 = 0x8000;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final SecretKeySpec delegations;
  private final SecretKeySpec zones;

  private DerivedNames(SecretKeySpec delegations, SecretKeySpec zones) {
    this.delegations = delegations;
    this.zones = zones;
  }

  /** Those of the cluster that has this master key. */
  public static DerivedNames of(MasterKey key) {
    return new DerivedNames(
        new SecretKeySpec(key.derive("delegations"), ALGORITHM),
        new SecretKeySpec(key.derive("zones"), ALGORITHM));
  }

  /** The id of a domain's delegation in a zone: a UUID of version 8 (RFC 9562 section 5.8). */
  UUID delegation(String zone, String domain) {
    ByteBuffer hash = ByteBuffer.wrap(hash(delegations, zone + " " + domain));
    long high = (hash.getLong() & ~0xF000L) | VERSION_8;
    long low = (hash.getLong() & ~0xC000_0000_0000_0000L) | VARIANT;
    return new UUID(high, low);
  }

  /** The name of the validation zone below a domain: {@code acme-} and six hexadecimal digits. */
  String zone(String domain) {
    return "acme-" + HexFormat.of().formatHex(hash(zones, domain), 0, LABEL_BYTES) + "." + domain;
  }

  private static byte[] hash(SecretKeySpec key, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM + ".", impossible);
    }
  }
}
