package dev.kalm.server.check;

import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import org.xbill.DNS.DNSSEC.Digest;
import org.xbill.DNS.DSRecord;

/**
 * The data of a DS record (RFC 4034 section 5.1).
 *
 * @param digest hexadecimal, upper case
 */
public record DsData(int keyTag, int algorithm, int digestType, String digest)
    implements Comparable<DsData> {
  private static final Comparator<DsData> ORDER =
      Comparator.comparingInt(DsData::keyTag).thenComparing(DsData::toString);

  static DsData of(DSRecord record) {
    return new DsData(
        record.getFootprint(),
        record.getAlgorithm(),
        record.getDigestID(),
        HexFormat.of().withUpperCase().formatHex(record.getDigest()));
  }

  /** From presentation form: {@code 12345 13 2 0AB1…}. */
  static DsData parse(String text) {
    String[] fields = text.split(" ", 4);
    return new DsData(
        Integer.parseInt(fields[0]),
        Integer.parseInt(fields[1]),
        Integer.parseInt(fields[2]),
        fields[3].replace(" ", "").toUpperCase(Locale.ROOT));
  }

  /**
   * Whether this leads to the key that {@code sha256} was made of. Registries that make DS records
   * themselves, out of CDNSKEY, may choose another digest (SHA-384), which is not compared: no two
   * keys of a zone share a tag.
   */
  boolean leadsTo(DsData sha256) {
    return keyTag == sha256.keyTag
        && algorithm == sha256.algorithm
        && (digestType != Digest.SHA256 || digest.equals(sha256.digest));
  }

  @Override
  public int compareTo(DsData other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return keyTag + " " + algorithm + " " + digestType + " " + digest;
  }
}
