package dev.kalm.dns.server;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;

/**
 * DNS cookies (RFC 7873) in the interoperable layout (RFC 9018): a client that shows the server
 * cookie that was made for its address is where it says it is. It belongs to one thread.
 *
 * <pre>
 *   client cookie 8 | version 1 | reserved 3 | timestamp 4 | SipHash-2-4 8
 *                     of all before it and the client's address, 4 or 16 bytes
 * </pre>
 */
final class Cookies {

  /** What a COOKIE option proves. */
  enum Verdict {
    /** Of a length that cannot be (RFC 7873 section 5.2.2). */
    MALFORMED,
    /** The client knows no server cookie yet. */
    CLIENT_ONLY,
    /**
     * The client has received an answer from this server, or one of its cluster, in the last hour.
     */
    VALID,
    /** Another's, too old, or made up: it counts as {@link #CLIENT_ONLY}. */
    INVALID
  }

  /** The option's code (RFC 7873 section 4). */
  static final int OPTION_CODE = 10;

  /** What {@link #write} writes: client cookie and server cookie. */
  static final int LENGTH = 24;

  private static final int CLIENT_COOKIE_LENGTH = 8;
  private static final int MIN_LENGTH_WITH_SERVER_COOKIE = 16;
  private static final int MAX_LENGTH = 40;

  /** RFC 9018 section 4.3. */
  private static final int MAX_AGE_SECONDS = 3600;

  private static final int MAX_SECONDS_AHEAD = 300;

  private static final byte VERSION = 1;

  /** The hash covers all that stands before it, then the address. */
  private static final int HASH_OFFSET = 16;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle HASH =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Only two epochs meet within an hour; each has a slot of its own. */
  private static final int KEPT_EPOCHS = 4;

  private final CookieSecrets secrets;
  private final long epochSeconds;
  private final long[] epochs = new long[KEPT_EPOCHS];
  private final long[] keys = new long[2 * KEPT_EPOCHS];
  private final byte[] hashed = new byte[HASH_OFFSET + 16];

  Cookies(CookieSecrets secrets) {
    this(secrets, CookieSecrets.EPOCH);
  }

  Cookies(CookieSecrets secrets, Duration epoch) {
    this.secrets = secrets;
    this.epochSeconds = epoch.toSeconds();
    Arrays.fill(epochs, Long.MIN_VALUE);
  }

  /** Judges the {@code length} bytes of a COOKIE option at {@code at}. */
  Verdict check(byte[] message, int at, int length, ClientAddress client, long nowSeconds) {
    if (length == CLIENT_COOKIE_LENGTH) {
      return Verdict.CLIENT_ONLY;
    }
    if (length < MIN_LENGTH_WITH_SERVER_COOKIE || length > MAX_LENGTH) {
      return Verdict.MALFORMED;
    }
    if (length != LENGTH || message[at + 8] != VERSION) {
      return Verdict.INVALID;
    }
    // RFC 1982 arithmetic: the timestamp has 32 bits and wraps in 2106.
    int age = (int) nowSeconds - (int) INT.get(message, at + 12);
    if (age > MAX_AGE_SECONDS || age < -MAX_SECONDS_AHEAD) {
      return Verdict.INVALID;
    }
    // The timestamp says which secret it was, so that none has to be tried in vain.
    long expected = hash(message, at, client, nowSeconds - age);
    return expected == (long) HASH.get(message, at + HASH_OFFSET) ? Verdict.VALID : Verdict.INVALID;
  }

  /**
   * Writes the client cookie at {@code clientCookieAt} and a new server cookie: {@link #LENGTH}
   * bytes.
   */
  void write(
      byte[] message,
      int clientCookieAt,
      ClientAddress client,
      long nowSeconds,
      byte[] out,
      int outAt) {
    LONG.set(out, outAt, (long) LONG.get(message, clientCookieAt));
    LONG.set(out, outAt + 8, (long) VERSION << 56 | (nowSeconds & 0xffff_ffffL));
    HASH.set(out, outAt + HASH_OFFSET, hash(out, outAt, client, nowSeconds));
  }

  private long hash(byte[] cookie, int at, ClientAddress client, long madeAtSeconds) {
    LONG.set(hashed, 0, (long) LONG.get(cookie, at));
    LONG.set(hashed, 8, (long) LONG.get(cookie, at + 8));
    int length;
    if (client.isIpv4()) {
      INT.set(hashed, HASH_OFFSET, (int) client.low());
      length = HASH_OFFSET + 4;
    } else {
      LONG.set(hashed, HASH_OFFSET, client.high());
      LONG.set(hashed, HASH_OFFSET + 8, client.low());
      length = HASH_OFFSET + 16;
    }
    int slot = slot(Math.floorDiv(madeAtSeconds, epochSeconds));
    return SipHash.hash(keys[2 * slot], keys[2 * slot + 1], hashed, 0, length);
  }

  private int slot(long epoch) {
    int slot = (int) epoch & (KEPT_EPOCHS - 1);
    if (epochs[slot] != epoch) {
      byte[] secret = secrets.secret(epoch);
      if (secret.length != CookieSecrets.LENGTH) {
        throw new IllegalStateException(
            "The cookie secret of epoch %d has %d bytes, not %d"
                .formatted(epoch, secret.length, CookieSecrets.LENGTH));
      }
      keys[2 * slot] = SipHash.word(secret, 0);
      keys[2 * slot + 1] = SipHash.word(secret, 8);
      epochs[slot] = epoch;
    }
    return slot;
  }
}
