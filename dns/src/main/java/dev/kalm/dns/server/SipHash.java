package dev.kalm.dns.server;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * SipHash-2-4, a keyed hash for short messages (Aumasson and Bernstein, "SipHash: a fast
 * short-input PRF", 2012). Without the key nobody can say what a message's hash is.
 */
final class SipHash {

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int ROUNDS_FOR_EACH_WORD = 2;
  private static final int FINAL_ROUNDS = 4;

  private SipHash() {}

  /**
   * The hash of {@code length} bytes from {@code from} on.
   *
   * @param k0 the key's first 8 bytes, little-endian
   * @param k1 the key's last 8 bytes, little-endian
   * @return 64 bits; as bytes they are little-endian
   */
  static long hash(long k0, long k1, byte[] data, int from, int length) {
    long v0 = k0 ^ 0x736f6d6570736575L;
    long v1 = k1 ^ 0x646f72616e646f6dL;
    long v2 = k0 ^ 0x6c7967656e657261L;
    long v3 = k1 ^ 0x7465646279746573L;
    int words = length >>> 3;
    for (int i = 0; i <= words + 1; i++) {
      boolean last = i > words;
      long word = last ? 0 : i < words ? word(data, from + 8 * i) : tail(data, from, length);
      v3 ^= word;
      v2 ^= last ? 0xff : 0;
      for (int round = last ? FINAL_ROUNDS : ROUNDS_FOR_EACH_WORD; round > 0; round--) {
        v0 += v1;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v3;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v2 = Long.rotateLeft(v2, 32);
      }
      v0 ^= word;
    }
    return v0 ^ v1 ^ v2 ^ v3;
  }

  static long word(byte[] data, int at) {
    return (long) WORD.get(data, at);
  }

  /** The bytes that fill no word, with the length above them. */
  private static long tail(byte[] data, int from, int length) {
    long tail = (long) length << 56;
    for (int i = 0; i < (length & 7); i++) {
      tail |= (data[from + (length & ~7) + i] & 0xffL) << (8 * i);
    }
    return tail;
  }
}
