package dev.kalm.dns.message;

import java.util.Arrays;
import java.util.List;

/**
 * An RRset as the bytes that go into a message, made once and sent many times.
 *
 * <p>The zone's apex is the end of every question's name that the zone answers. So names in the
 * zone are compressed against the question (RFC 1035 section 4.1.4): the bytes hold everything but
 * where in the question the apex begins, which is filled in for each message.
 */
public final class WireRRset {

  private static final int POINTER = 0xc000;
  private static final int[] NOWHERE = {};

  private final byte[] bytes;
  private final int records;
  private final int[] apexPointers;

  private WireRRset(byte[] bytes, int records, int[] apexPointers) {
    this.bytes = bytes;
    this.records = records;
    this.apexPointers = apexPointers;
  }

  /** At the question's own name, spelled as it was asked. */
  public static WireRRset atQuestion(RRset rrset, Name apex) {
    return new Writer(rrset, RecordClass.IN, apex).write(true);
  }

  /** At the RRset's owner. */
  public static WireRRset atOwner(RRset rrset, Name apex) {
    return new Writer(rrset, RecordClass.IN, apex).write(false);
  }

  /** At the question's own name, in class CH. */
  public static WireRRset chaos(RRset rrset) {
    return new Writer(rrset, RecordClass.CH, rrset.owner()).write(true);
  }

  int records() {
    return records;
  }

  /** Bytes in a message. */
  public int length() {
    return bytes.length;
  }

  /** Seconds; of an RRset whose owner is the question's name. */
  public int ttl() {
    return Query.unsignedShort(bytes, 6) << 16 | Query.unsignedShort(bytes, 8);
  }

  /** The RDATA of each record, as {@link Rdata.raw} takes them; for types without names. */
  public List<Rdata> rdata() {
    Rdata[] all = new Rdata[records];
    int at = 0;
    for (int i = 0; i < records; i++) {
      at += 2 + 8;
      int length = Query.unsignedShort(bytes, at);
      all[i] = Rdata.raw(Arrays.copyOfRange(bytes, at + 2, at + 2 + length));
      at += 2 + length;
    }
    return List.of(all);
  }

  /**
   * Copies the bytes to {@code at}.
   *
   * @param apexAt where in the message the apex begins
   */
  void copyTo(byte[] out, int at, int apexAt) {
    System.arraycopy(bytes, 0, out, at, bytes.length);
    for (int i = 0; i < apexPointers.length; i++) {
      int pointer = at + apexPointers[i];
      out[pointer] = (byte) ((POINTER | apexAt) >>> 8);
      out[pointer + 1] = (byte) apexAt;
    }
  }

  private static final class Writer {
    private final RRset rrset;
    private final int recordClass;
    private final Name apex;
    private byte[] out = new byte[512];
    private int position;
    private int[] pointers = NOWHERE;

    Writer(RRset rrset, int recordClass, Name apex) {
      this.rrset = rrset;
      this.recordClass = recordClass;
      this.apex = apex;
    }

    WireRRset write(boolean atQuestion) {
      for (Rdata rdata : rrset.records()) {
        if (atQuestion) {
          appendShort(POINTER | Query.NAME_OFFSET);
        } else {
          appendName(rrset.owner());
        }
        appendShort(rrset.type());
        appendShort(recordClass);
        appendShort(rrset.ttl() >>> 16);
        appendShort(rrset.ttl());
        appendRdata(rdata);
      }
      return new WireRRset(Arrays.copyOf(out, position), rrset.records().size(), pointers);
    }

    private void appendRdata(Rdata rdata) {
      int lengthAt = position;
      appendShort(0);
      for (Name name : rdata.names()) {
        appendName(name);
      }
      byte[] data = rdata.bytes();
      reserve(data.length);
      System.arraycopy(data, 0, out, position, data.length);
      position += data.length;
      int length = position - lengthAt - 2;
      out[lengthAt] = (byte) (length >>> 8);
      out[lengthAt + 1] = (byte) length;
    }

    private void appendName(Name name) {
      reserve(Name.MAX_LENGTH);
      if (!name.isSubdomainOf(apex)) {
        name.copyTo(out, position, name.length());
        position += name.length();
        return;
      }
      int below = name.length() - apex.length();
      name.copyTo(out, position, below);
      position += below;
      pointers = Arrays.copyOf(pointers, pointers.length + 1);
      pointers[pointers.length - 1] = position;
      appendShort(0);
    }

    private void appendShort(int value) {
      reserve(2);
      out[position++] = (byte) (value >>> 8);
      out[position++] = (byte) value;
    }

    private void reserve(int more) {
      if (position + more > out.length) {
        out = Arrays.copyOf(out, Math.max(2 * out.length, position + more));
      }
    }
  }
}
