package dev.kalm.dns.message;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The data of one record: names that may be compressed first, then bytes as they are. NS has one
 * name and no bytes, SOA two names and its numbers, all other types bytes alone.
 */
public final class Rdata {

  /** RFC 1035 section 3.3: one byte tells a character-string's length. */
  private static final int MAX_CHARACTER_STRING = 255;

  private final List<Name> names;
  private final byte[] bytes;

  private Rdata(List<Name> names, byte[] bytes) {
    this.names = names;
    this.bytes = bytes;
  }

  /**
   * The data of a type whose names, if it has any, are never compressed, such as RRSIG and NSEC.
   *
   * @param bytes at most 65535
   */
  public static Rdata raw(byte[] bytes) {
    if (bytes.length > 0xffff) {
      throw new IllegalArgumentException(
          "A record's data has 65535 bytes at most, not " + bytes.length);
    }
    return new Rdata(List.of(), bytes.clone());
  }

  /** RFC 1035 section 3.4.1, RFC 3596 section 2.2. */
  public static Rdata address(InetAddress address) {
    return new Rdata(List.of(), address.getAddress());
  }

  /** RFC 1035 section 3.3.11. */
  public static Rdata nameServer(Name target) {
    return new Rdata(List.of(target), new byte[0]);
  }

  /**
   * RFC 1035 section 3.3.14; a value of more than 255 bytes of UTF-8 becomes several
   * character-strings.
   */
  public static Rdata text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out =
        new ByteArrayOutputStream(utf8.length + 1 + utf8.length / MAX_CHARACTER_STRING);
    int at = 0;
    do {
      int length = Math.min(MAX_CHARACTER_STRING, utf8.length - at);
      out.write(length);
      out.write(utf8, at, length);
      at += length;
    } while (at < utf8.length);
    return new Rdata(List.of(), out.toByteArray());
  }

  /**
   * RFC 1035 section 3.3.13.
   *
   * @param timers serial, refresh, retry, expire, minimum; the last four in seconds
   */
  public static Rdata startOfAuthority(Name primary, Name mailbox, int... timers) {
    ByteBuffer numbers = ByteBuffer.allocate(4 * timers.length);
    for (int timer : timers) {
      numbers.putInt(timer);
    }
    return new Rdata(List.of(primary, mailbox), numbers.array());
  }

  /** RFC 8659 section 4.1. */
  public static Rdata certificationAuthority(int flags, String tag, String value) {
    byte[] tagBytes = tag.getBytes(StandardCharsets.US_ASCII);
    byte[] valueBytes = value.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(2 + tagBytes.length + valueBytes.length);
    bytes.put((byte) flags).put((byte) tagBytes.length).put(tagBytes).put(valueBytes);
    return new Rdata(List.of(), bytes.array());
  }

  /** The value that {@link #text} was made of. */
  public String textValue() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    for (int at = 0; at < bytes.length; at += 1 + (bytes[at] & 0xff)) {
      out.write(bytes, at + 1, bytes[at] & 0xff);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /**
   * What a signature covers: the names of NS and SOA uncompressed and in lower case, all else as it
   * is (RFC 4034 section 6.2). The name in an NSEC record stays as it is as well (RFC 6840 section
   * 5.1).
   */
  public byte[] canonicalBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Name name : names) {
      out.writeBytes(name.toLowerCaseWire());
    }
    out.writeBytes(bytes);
    return out.toByteArray();
  }

  List<Name> names() {
    return names;
  }

  byte[] bytes() {
    return bytes;
  }
}
