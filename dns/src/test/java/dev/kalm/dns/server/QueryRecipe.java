package dev.kalm.dns.server;

import static dev.kalm.dns.server.ServedZone.APEX;

import dev.kalm.dns.Asking;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/**
 * Makes a query from bytes that were chosen without knowing DNS: most are valid, so that a fuzzer
 * soon gets past the first checks, and some are spoilt afterwards. The same bytes make the same
 * query; bytes that are missing count as 0.
 */
final class QueryRecipe {

  private static final List<byte[]> NAMES =
      List.of(
              ServedZone.FILLED_NAME,
              APEX,
              ServedZone.FILLED_NAME,
              APEX,
              ServedZone.EMPTY_NAME,
              ServedZone.CROWDED_NAME,
              "ns." + APEX,
              "ns2." + APEX,
              "_acme-challenge." + APEX,
              "_acme-challenge.ns." + APEX,
              "a.deep." + APEX,
              "deep." + APEX,
              "nosuch." + APEX,
              "8f14e45f-ceea-467f-ab5c-12d3bc9f6a1." + APEX,
              "8f14e45f+ceea-467f-ab5c-12d3bc9f6a11." + APEX,
              "*." + APEX,
              "\\000." + APEX,
              "mycluster.com.",
              "example.org.",
              "id.server.",
              "version.bind.",
              ".",
              "a.".repeat(127))
          .stream()
          .map(name -> Asking.name(name).toWire())
          .toList();

  private static final int[] TYPES = {
    16, 2, 16, 2, 1, 6, 28, 257, 48, 43, 46, 47, 50, 51, 59, 60, 61, 64, 65, 99, 5, 12, 15, 41, 128,
    249, 250, 251, 252, 253, 254, 255, 0, 65280
  };

  private static final int[] CLASSES = {1, 1, 1, 1, 1, 1, 3, 255, 254, 0, 4};

  private final byte[] recipe;
  private final ClientAddress client;
  private final Cookies cookies;
  private final long nowSeconds;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int at;

  /**
   * @param at where the recipe begins in {@code bytes}
   * @param client for whose address cookies are made
   */
  QueryRecipe(byte[] bytes, int at, ClientAddress client, Cookies cookies, long nowSeconds) {
    this.recipe = bytes;
    this.at = at;
    this.client = client;
    this.cookies = cookies;
    this.nowSeconds = nowSeconds;
  }

  byte[] message() {
    int shape = next();
    boolean edns = (shape & 1) == 0;
    boolean withoutQuestion = (shape & 0x0e) == 0x0e;
    int others = (shape & 0x70) == 0x70 ? next() % 3 : 0;
    int opts = !edns ? 0 : shape >= 0xf0 ? 2 : 1;
    int flags = next();
    putShort(next() << 8 | next());
    putShort(flags < 0xf0 ? flags << 4 & 0x0130 : next() << 8 | next());
    putShort(withoutQuestion ? 0 : 1);
    putShort(others > 0 ? 1 : 0);
    putShort(others > 1 ? 1 : 0);
    putShort(opts);
    if (!withoutQuestion) {
      name();
      putShort(choose(TYPES));
      putShort(choose(CLASSES));
    }
    for (int i = 0; i < Math.min(2, others); i++) {
      record();
    }
    for (int i = 0; i < opts; i++) {
      opt();
    }
    return spoilt(out.toByteArray());
  }

  /** A name in the zone or near it, perhaps with labels in front, in any case. */
  private void name() {
    int choice = next();
    byte[] name = NAMES.get(choice % NAMES.size()).clone();
    int labels = choice >= 0xe0 ? next() % 4 : 0;
    for (int i = 0; i < labels; i++) {
      int length = 1 + next() % 63;
      out.write(length);
      for (int octet = 0; octet < length; octet++) {
        out.write(octet % 8 == 0 ? next() : 'a' + octet % 26);
      }
    }
    int upper = next();
    for (int i = 0; i < name.length; i++) {
      boolean letter = name[i] >= 'a' && name[i] <= 'z';
      out.write(letter && (upper >> (i % 8) & 1) == 1 ? name[i] - 32 : name[i]);
    }
  }

  private int choose(int[] values) {
    int choice = next();
    return choice == 0xff ? next() << 8 | next() : values[choice % values.length];
  }

  /** An A record at the question's name. */
  private void record() {
    putShort(0xc00c);
    putShort(1);
    putShort(1);
    putShort(0);
    putShort(60);
    putShort(4);
    putShort(0x7f00);
    putShort(1);
  }

  private void opt() {
    int shape = next();
    out.write(0);
    putShort(41);
    putShort((shape & 3) == 0 ? 1232 : (shape & 3) == 1 ? 512 : next() << 8 | next());
    out.write((shape & 0x1c) == 0x1c ? next() : 0);
    out.write((shape & 0xe0) == 0xe0 ? next() : 0);
    // DO and CO often, the others seldom.
    int flags = next();
    putShort((flags & 0xc0) << 8 | ((flags & 0x3f) == 0x3f ? next() : 0));
    ByteArrayOutputStream options = new ByteArrayOutputStream();
    int count = next() % 4;
    for (int i = 0; i < count; i++) {
      options.writeBytes(option());
    }
    putShort(options.size());
    out.writeBytes(options.toByteArray());
  }

  private byte[] option() {
    byte[] data;
    int code = 10;
    switch (next() % 8) {
      case 0 -> data = bytes(8);
      case 1, 2 -> {
        data = new byte[24];
        cookies.write(bytes(8), 0, client, nowSeconds - next() * 16L, data, 0);
      }
      case 3 -> data = bytes(next() % 48);
      case 4 -> {
        code = 3;
        data = new byte[0];
      }
      case 5 -> {
        code = 8;
        data = new byte[] {0, 1, 24, 0, (byte) 192, 0, 2};
      }
      case 6 -> {
        code = 12;
        data = new byte[next()];
      }
      default -> {
        code = next() << 8 | next();
        data = bytes(next() % 16);
      }
    }
    byte[] option = new byte[4 + data.length];
    option[0] = (byte) (code >> 8);
    option[1] = (byte) code;
    option[3] = (byte) data.length;
    System.arraycopy(data, 0, option, 4, data.length);
    return option;
  }

  /** Half of the messages stay as they are. */
  private byte[] spoilt(byte[] message) {
    byte[] bytes = message;
    int changes = Math.max(0, next() % 8 - 4);
    for (int i = 0; i < changes && bytes.length > 0; i++) {
      int how = next();
      int where = (how >= 0x80 ? bytes.length - 1 - next() : next()) % bytes.length;
      int what = next();
      int position = Math.abs(where);
      switch (how % 6) {
        case 0 -> bytes[position] ^= (byte) (1 << (what % 8));
        case 1 -> bytes[position] = (byte) what;
        case 2 -> bytes[position] = (byte) 0xc0;
        case 3 -> bytes = Arrays.copyOf(bytes, position);
        case 4 -> bytes = Arrays.copyOf(bytes, Math.min(4096, bytes.length + what));
        default -> bytes[position % 12] = (byte) (what % 4);
      }
    }
    return bytes;
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) next();
    }
    return bytes;
  }

  private int next() {
    return at < recipe.length ? recipe[at++] & 0xff : 0;
  }

  private void putShort(int value) {
    out.write(value >> 8);
    out.write(value);
  }
}
