package dev.kalm.dns.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A domain name in wire form: each label with its length in front, the root's empty label last (RFC
 * 1035 section 3.1).
 *
 * <p>Always absolute, at most 255 bytes. It keeps the case that it was written in; {@code equals}
 * and {@code hashCode} ignore the case of ASCII letters (RFC 4343), as does the order, which is
 * DNSSEC's canonical one (RFC 4034 section 6.1).
 */
public final class Name implements Comparable<Name> {

  /** RFC 1035 section 2.3.4. */
  public static final int MAX_LENGTH = 255;

  /** RFC 1035 section 2.3.4. */
  public static final int MAX_LABEL_LENGTH = 63;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The root of all names, ".". */
  public static final Name ROOT = new Name(new byte[1]);

  private final byte[] wire;
  private final int hash;

  private Name(byte[] wire) {
    this.wire = wire;
    this.hash = hash(wire, 0, wire.length);
  }

  /**
   * Reads a name as text, with or without the final dot: {@code a.b}, {@code a.b.}, {@code .} for
   * the root. {@code \.} and {@code \DDD} are escapes (RFC 1035 section 5.1).
   *
   * @throws IllegalArgumentException says what is wrong with which name
   */
  public static Name parse(String text) {
    return new Name(NameText.parse(text));
  }

  /**
   * The name whose wire form stands uncompressed in {@code bytes}; it must be well formed, as
   * {@link Query} sees to.
   */
  public static Name of(byte[] bytes, int offset, int length) {
    return new Name(Arrays.copyOfRange(bytes, offset, offset + length));
  }

  /**
   * This name with one more label in front.
   *
   * @throws IllegalArgumentException when the label is empty or longer than 63 bytes, or the name
   *     grows beyond 255
   */
  public Name child(String label) {
    byte[] bytes = label.getBytes(StandardCharsets.ISO_8859_1);
    if (bytes.length == 0
        || bytes.length > MAX_LABEL_LENGTH
        || wire.length + 1 + bytes.length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "'%s' cannot be a label below %s: labels have 1 to 63 bytes, names 255 at most"
              .formatted(label, this));
    }
    byte[] child = new byte[1 + bytes.length + wire.length];
    child[0] = (byte) bytes.length;
    System.arraycopy(bytes, 0, child, 1, bytes.length);
    System.arraycopy(wire, 0, child, 1 + bytes.length, wire.length);
    return new Name(child);
  }

  /**
   * This name without its first label.
   *
   * @throws IllegalStateException for the root
   */
  public Name parent() {
    if (isRoot()) {
      throw new IllegalStateException("The root has no parent");
    }
    return of(wire, 1 + wire[0], wire.length - 1 - wire[0]);
  }

  public boolean isRoot() {
    return wire.length == 1;
  }

  /** Whether this name is {@code ancestor} itself or stands below it. */
  public boolean isSubdomainOf(Name ancestor) {
    return endsWith(wire, 0, wire.length, ancestor, 0);
  }

  /** Labels from the left, the root's empty one left out; bytes above 127 as ISO 8859-1. */
  public List<String> labels() {
    List<String> labels = new ArrayList<>();
    for (int at = 0; wire[at] != 0; at += 1 + wire[at]) {
      labels.add(new String(wire, at + 1, wire[at], StandardCharsets.ISO_8859_1));
    }
    return List.copyOf(labels);
  }

  public int labelCount() {
    return labelCount(wire, 0);
  }

  /** Bytes of the wire form, lengths and the root's label included: 1 to 255. */
  public int length() {
    return wire.length;
  }

  /** The wire form in lower case, uncompressed: the canonical form (RFC 4034 section 6.2). */
  public byte[] toLowerCaseWire() {
    byte[] lower = new byte[wire.length];
    for (int i = 0; i < wire.length; i++) {
      lower[i] = (byte) lower(wire[i]);
    }
    return lower;
  }

  /** This name in lower case. */
  public Name toLowerCase() {
    return new Name(toLowerCaseWire());
  }

  byte[] wire() {
    return wire;
  }

  byte wireByte(int index) {
    return wire[index];
  }

  void copyTo(byte[] target, int at, int length) {
    System.arraycopy(wire, 0, target, at, length);
  }

  boolean matches(byte[] bytes, int offset, int length) {
    return length == wire.length && sameIgnoringCase(wire, 0, bytes, offset, length);
  }

  /**
   * Whether the well-formed name at {@code offset} ends with {@code suffix} from the suffix's byte
   * {@code from} on.
   */
  static boolean endsWith(byte[] bytes, int offset, int length, Name suffix, int from) {
    int start = length - (suffix.wire.length - from);
    if (start < 0) {
      return false;
    }
    int at = 0;
    while (at < start) {
      at += 1 + bytes[offset + at];
    }
    return at == start && sameIgnoringCase(bytes, offset + at, suffix.wire, from, length - at);
  }

  static int labelCount(byte[] bytes, int offset) {
    int count = 0;
    for (int at = offset; bytes[at] != 0; at += 1 + bytes[at]) {
      count++;
    }
    return count;
  }

  /** Eight bytes at a time; case does not count. */
  static int hash(byte[] bytes, int offset, int length) {
    long hash = length;
    int at = offset;
    int end = offset + length;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      hash = mix(hash ^ lower((long) LONG.get(bytes, at)));
    }
    long rest = 0;
    for (; at < end; at++) {
      rest = rest << 8 | lower(bytes[at]);
    }
    hash = mix(hash ^ rest);
    return (int) (hash ^ (hash >>> 32));
  }

  private static long mix(long hash) {
    long product = hash * 0x9e3779b97f4a7c15L;
    return product ^ (product >>> 29);
  }

  /**
   * Eight bytes at once: 0x20 is added to those from 'A' to 'Z'. Length bytes may go through it as
   * well: they are at most 63, and 'A' is 65.
   */
  public static long lower(long bytes) {
    long low = bytes & 0x7f7f7f7f7f7f7f7fL;
    long fromA = low + 0x3f3f3f3f3f3f3f3fL;
    long beyondZ = low + 0x2525252525252525L;
    long isUpper = (fromA ^ beyondZ) & ~bytes & 0x8080808080808080L;
    return bytes | isUpper >>> 2;
  }

  /** Length bytes may go through it as well: they are at most 63, and 'A' is 65. */
  private static int lower(byte b) {
    return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
  }

  private static boolean sameIgnoringCase(
      byte[] left, int leftAt, byte[] right, int rightAt, int length) {
    int i = 0;
    for (; i + Long.BYTES <= length; i += Long.BYTES) {
      if (lower((long) LONG.get(left, leftAt + i)) != lower((long) LONG.get(right, rightAt + i))) {
        return false;
      }
    }
    for (; i < length; i++) {
      if (lower(left[leftAt + i]) != lower(right[rightAt + i])) {
        return false;
      }
    }
    return true;
  }

  /**
   * Labels from the right, each as a row of unsigned bytes in lower case (RFC 4034 section 6.1).
   */
  @Override
  public int compareTo(Name other) {
    int[] starts = labelStarts();
    int[] otherStarts = other.labelStarts();
    int common = Math.min(starts.length, otherStarts.length);
    for (int i = 1; i <= common; i++) {
      int order =
          compareLabels(
              wire, starts[starts.length - i], other.wire, otherStarts[otherStarts.length - i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(starts.length, otherStarts.length);
  }

  private int[] labelStarts() {
    int[] starts = new int[labelCount()];
    int at = 0;
    for (int i = 0; i < starts.length; i++) {
      starts[i] = at;
      at += 1 + wire[at];
    }
    return starts;
  }

  private static int compareLabels(byte[] left, int leftAt, byte[] right, int rightAt) {
    int common = Math.min(left[leftAt], right[rightAt]);
    for (int i = 1; i <= common; i++) {
      int order = (lower(left[leftAt + i]) & 0xff) - (lower(right[rightAt + i]) & 0xff);
      if (order != 0) {
        return order;
      }
    }
    return left[leftAt] - right[rightAt];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Name name && name.hash == hash && name.matches(wire, 0, wire.length);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /**
   * The absolute name as text, final dot included, in the case it was written in, escaped as {@link
   * #parse} reads it.
   */
  @Override
  public String toString() {
    return NameText.format(wire);
  }
}
