package dev.kalm.dns.dnssec;

import dev.kalm.dns.message.Name;
import dev.kalm.dns.message.RRset;
import dev.kalm.dns.message.Rdata;
import dev.kalm.dns.message.RecordClass;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Signs a zone's RRsets with one key (RFC 4034 sections 3 and 6). Any number of threads may use it
 * at a time.
 */
public final class RrsetSigner {

  /** Serial number arithmetic tells times apart up to here (RFC 4034 section 3.1.5). */
  private static final Duration MAX_VALIDITY = Duration.ofSeconds(Integer.MAX_VALUE);

  /** The fields between the type and the signer's name. */
  private static final int FIXED_LENGTH = 18;

  private static final String WILDCARD = "*";

  private final ZoneKey key;
  private final Name apex;
  private final byte[] signerName;

  /** Initialising one costs as much as hashing a record, and it is no use to two threads. */
  private final ThreadLocal<Signature> signatures = ThreadLocal.withInitial(this::newSignature);

  public RrsetSigner(ZoneKey key, Name apex) {
    this.key = key;
    this.apex = apex;
    this.signerName = apex.toLowerCaseWire();
  }

  /**
   * The data of the RRSIG record; it has the owner and the TTL of {@code rrset}.
   *
   * @param inception whole seconds count
   * @param expiration whole seconds count; after {@code inception} by 68 years at most
   * @throws IllegalArgumentException when the owner is not in the zone, or the times are wrong
   */
  public Rdata sign(RRset rrset, Instant inception, Instant expiration) {
    Duration validity = Duration.between(inception, expiration);
    if (!validity.isPositive() || validity.compareTo(MAX_VALIDITY) > 0) {
      throw new IllegalArgumentException(
          "A signature of %s cannot be valid from %s to %s"
              .formatted(rrset.owner(), inception, expiration));
    }
    if (!rrset.owner().isSubdomainOf(apex)) {
      throw new IllegalArgumentException(
          "%s is not in the zone %s and cannot be signed with its key"
              .formatted(rrset.owner(), apex));
    }
    byte[] fields = fields(rrset, inception, expiration);
    byte[] signature = sign(fields, canonicalRecords(rrset));
    return Rdata.raw(
        ByteBuffer.allocate(fields.length + signature.length).put(fields).put(signature).array());
  }

  /** All of the record's data but the signature (RFC 4034 section 3.1). */
  private byte[] fields(RRset rrset, Instant inception, Instant expiration) {
    return ByteBuffer.allocate(FIXED_LENGTH + signerName.length)
        .putShort((short) rrset.type())
        .put((byte) ZoneKey.ALGORITHM)
        .put((byte) signedLabels(rrset.owner()))
        .putInt(rrset.ttl())
        .putInt((int) expiration.getEpochSecond())
        .putInt((int) inception.getEpochSecond())
        .putShort((short) key.tag())
        .put(signerName)
        .array();
  }

  /** RFC 4034 section 3.1.3: a wildcard's asterisk does not count. */
  private static int signedLabels(Name owner) {
    List<String> labels = owner.labels();
    boolean wildcard = !labels.isEmpty() && labels.getFirst().equals(WILDCARD);
    return wildcard ? labels.size() - 1 : labels.size();
  }

  /** The records in canonical form and order, each once (RFC 4034 sections 6.2 and 6.3). */
  static byte[] canonicalRecords(RRset rrset) {
    byte[][] records =
        rrset.records().stream()
            .map(Rdata::canonicalBytes)
            .sorted(Arrays::compareUnsigned)
            .toArray(byte[][]::new);
    byte[] owner = rrset.owner().toLowerCaseWire();
    int length = 0;
    for (byte[] record : records) {
      length += owner.length + 10 + record.length;
    }
    ByteBuffer out = ByteBuffer.allocate(length);
    for (int i = 0; i < records.length; i++) {
      if (i == 0 || !Arrays.equals(records[i], records[i - 1])) {
        out.put(owner).putShort((short) rrset.type()).putShort((short) RecordClass.IN);
        out.putInt(rrset.ttl()).putShort((short) records[i].length).put(records[i]);
      }
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  private byte[] sign(byte[] fields, byte[] records) {
    Signature signature = signatures.get();
    try {
      signature.update(fields);
      signature.update(records);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      signatures.remove();
      throw new IllegalStateException("Signing in the zone " + apex + " failed", e);
    }
  }

  private Signature newSignature() {
    try {
      Signature signature = Signature.getInstance(P256.SIGNATURE);
      signature.initSign(key.signingKey());
      return signature;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime cannot sign with ECDSA P-256", e);
    }
  }
}
