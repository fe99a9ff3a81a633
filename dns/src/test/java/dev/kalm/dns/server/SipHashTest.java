package dev.kalm.dns.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SipHashTest {

  /** The paper's key: 00 01 … 0f. */
  private static final long K0 = 0x0706050403020100L;

  private static final long K1 = 0x0f0e0d0c0b0a0908L;

  @Test
  void hashesTheExampleOfThePaper() {
    assertThat(SipHash.hash(K0, K1, counting(15), 0, 15)).isEqualTo(0xa129ca6149be45e5L);
  }

  /** The first 16 vectors of the reference implementation: 0 to 15 bytes, hashes as bytes. */
  @Test
  void hashesMessagesOfEveryLength() {
    String[] vectors = {
      "310e0edd47db6f72", "fd67dc93c539f874", "5a4fa9d909806c0d", "2d7efbd796666785",
      "b7877127e09427cf", "8da699cd64557618", "cee3fe586e46c9cb", "37d1018bf50002ab",
      "6224939a79f5f593", "b0e4a90bdf82009e", "f3b9dd94c5bb5d7a", "a7ad6b22462fb3f4",
      "fbe50e86bc8f1e75", "903d84c02756ea14", "eef27a8e90ca23f7", "e545be4961ca29a1",
    };
    for (int length = 0; length < vectors.length; length++) {
      long hash = SipHash.hash(K0, K1, counting(length), 0, length);
      assertThat(HexFormat.of().toHexDigits(Long.reverseBytes(hash)))
          .as("hash of %d bytes", length)
          .isEqualTo(vectors[length]);
    }
  }

  @Test
  void readsNothingOutsideItsBytes() {
    byte[] embedded = new byte[64];
    Arrays.fill(embedded, (byte) 0xff);
    System.arraycopy(counting(20), 0, embedded, 7, 20);

    assertThat(SipHash.hash(K0, K1, embedded, 7, 20))
        .isEqualTo(SipHash.hash(K0, K1, counting(20), 0, 20));
  }

  private static byte[] counting(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }
}
