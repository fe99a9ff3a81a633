package dev.kalm.dns.dnssec;

import dev.kalm.dns.message.Name;
import dev.kalm.dns.message.Rdata;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A zone's key: ECDSA P-256 with SHA-256, algorithm 13 (RFC 6605). It signs the keys and all else
 * (a combined key), so its flags are 257: zone key and secure entry point (RFC 4034 section 2.1.1).
 */
public final class ZoneKey {

  /** The number of ECDSA P-256 with SHA-256 (RFC 6605 section 5). */
  public static final int ALGORITHM = 13;

  private static final int FLAGS = 257;
  private static final int PROTOCOL = 3;
  private static final int SHA_256 = 2;

  private final PrivateKey privateKey;
  private final byte[] publicKey;
  private final byte[] dnskey;
  private final int tag;

  private ZoneKey(PrivateKey privateKey, byte[] publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
    this.dnskey =
        ByteBuffer.allocate(4 + publicKey.length)
            .putShort((short) FLAGS)
            .put((byte) PROTOCOL)
            .put((byte) ALGORITHM)
            .put(publicKey)
            .array();
    this.tag = tag(dnskey);
  }

  /** A new key from the system's secure random numbers. */
  public static ZoneKey generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(P256.CURVE));
      KeyPair pair = generator.generateKeyPair();
      return new ZoneKey(pair.getPrivate(), P256.bytes((ECPublicKey) pair.getPublic()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime cannot make ECDSA P-256 keys", e);
    }
  }

  /**
   * The key that {@link #privateKey} and {@link #publicKey} gave away.
   *
   * @param pkcs8Private PKCS #8
   * @param publicKey64 X and Y, 32 bytes each
   * @throws IllegalArgumentException when one of them is no key on P-256, or they do not belong
   *     together
   */
  public static ZoneKey of(byte[] pkcs8Private, byte[] publicKey64) {
    PrivateKey privateKey = P256.privateKey(pkcs8Private);
    if (!P256.belongTogether(privateKey, P256.publicKey(publicKey64))) {
      throw new IllegalArgumentException(
          "The zone's private key does not belong to its public key; restore both from one backup");
    }
    return new ZoneKey(privateKey, publicKey64.clone());
  }

  /** PKCS #8. A secret: store it sealed. */
  public byte[] privateKey() {
    return privateKey.getEncoded();
  }

  /** X and Y, 32 bytes each, as DNSKEY has them (RFC 6605 section 4). */
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /** The key tag, 0 to 65535 (RFC 4034 appendix B); two keys can share one. */
  public int tag() {
    return tag;
  }

  /** The data of the DNSKEY record, and of CDNSKEY (RFC 4034 section 2, RFC 7344 section 3.2). */
  public Rdata dnskey() {
    return Rdata.raw(dnskey);
  }

  /** What the parent zone has to publish, with SHA-256 (RFC 4509). */
  public Ds ds(Name apex) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(apex.toLowerCaseWire());
      String digest = HexFormat.of().withUpperCase().formatHex(sha256.digest(dnskey));
      return new Ds(tag, ALGORITHM, SHA_256, digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime lacks SHA-256", e);
    }
  }

  PrivateKey signingKey() {
    return privateKey;
  }

  private static int tag(byte[] dnskey) {
    int sum = 0;
    for (int i = 0; i < dnskey.length; i++) {
      int octet = dnskey[i] & 0xff;
      sum += i % 2 == 0 ? octet << 8 : octet;
    }
    return (sum + (sum >>> 16)) & 0xffff;
  }

  /** Whether the public keys are the same. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ZoneKey key && Arrays.equals(publicKey, key.publicKey);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(publicKey);
  }

  /** The tag; nothing of the private key. */
  @Override
  public String toString() {
    return "ZoneKey[tag=" + tag + "]";
  }
}
