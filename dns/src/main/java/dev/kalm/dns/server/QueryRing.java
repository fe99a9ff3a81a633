package dev.kalm.dns.server;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * What one server thread has answered lately: a ring that it writes into without ever waiting, and
 * that {@link QueryLog} empties. What is not taken in time is overwritten.
 *
 * <p>A record is written by {@link #begin}, {@link #question}, perhaps {@link #delegation}, and
 * {@link #end}, in this order.
 */
final class QueryRing {

  static final int RECORDS = 1024;

  /**
   * When more than the ring holds has come, only the newest are taken, so that a flood costs
   * nothing more.
   */
  static final int TAKEN_OF_A_FLOOD = 256;

  private static final VarHandle WRITTEN;

  static {
    try {
      WRITTEN = MethodHandles.lookup().findVarHandle(QueryRing.class, "written", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final byte[] bytes = new byte[RECORDS * QueryRecord.LENGTH];

  /** Records that are whole. Only the writer changes it. */
  private volatile long written;

  /** Records that were taken or given up. Only the reader uses it. */
  private volatile long taken;

  /** Where the writer is, and what it has gathered for the end. */
  private int at;

  private long flags;
  private long questionFields;

  void begin(ClientAddress client, Transport transport, long nowMillis) {
    at = (int) ((long) WRITTEN.get(this) & (RECORDS - 1)) * QueryRecord.LENGTH;
    flags = transport == Transport.TCP ? QueryRecord.TCP : 0;
    put(QueryRecord.TIME, nowMillis);
    put(QueryRecord.CLIENT, client.high());
    put(QueryRecord.CLIENT + 8, client.low());
    questionFields = (long) client.port() << 48;
  }

  /**
   * The question, whose name stands uncompressed in {@code message}.
   *
   * @param payloadSize what EDNS offers; 0 for a query without EDNS
   */
  void question(
      byte[] message, int nameAt, int nameLength, int type, int payloadSize, boolean dnssecOk) {
    int kept = Math.min(nameLength, QueryRecord.MAX_NAME_LENGTH);
    System.arraycopy(message, nameAt, bytes, at + QueryRecord.NAME, kept);
    flags |= (nameLength > kept ? QueryRecord.CUT : 0) | (dnssecOk ? QueryRecord.DNSSEC_OK : 0);
    questionFields |= (long) type << 32 | (long) payloadSize << 16 | kept;
  }

  /** The delegation that the name belongs to. */
  void delegation(long idHigh, long idLow) {
    flags |= QueryRecord.DELEGATION;
    put(QueryRecord.ID, idHigh);
    put(QueryRecord.ID + 8, idLow);
  }

  /** The answer; from now on the record can be taken. */
  void end(int rcode, int answers, boolean truncated) {
    put(QueryRecord.QUESTION, questionFields);
    put(
        QueryRecord.ANSWER,
        (long) answers << 32
            | (long) rcode << 16
            | flags
            | (truncated ? QueryRecord.TRUNCATED : 0));
    WRITTEN.setRelease(this, (long) WRITTEN.get(this) + 1);
    // The next record's bytes may not be seen before this: take() relies on it.
    VarHandle.storeStoreFence();
  }

  private void put(int field, long value) {
    QueryRecord.FIELD.set(bytes, at + field, value);
  }

  /**
   * Hands over copies of what has been written since the last time, oldest first; one reader at a
   * time.
   *
   * @return how many records were given up
   */
  long take(Consumer<QueryRecord> reader) {
    long end = (long) WRITTEN.getAcquire(this);
    long start = taken;
    long from = end - start >= RECORDS ? end - TAKEN_OF_A_FLOOD : start;
    long givenUp = from - start;
    for (long i = from; i < end; i++) {
      int slot = (int) (i & (RECORDS - 1)) * QueryRecord.LENGTH;
      byte[] copy = Arrays.copyOfRange(bytes, slot, slot + QueryRecord.LENGTH);
      VarHandle.loadLoadFence();
      // Whoever overwrites this record has made all of the ring before it visible.
      if ((long) WRITTEN.getOpaque(this) < i + RECORDS) {
        reader.accept(new QueryRecord(copy));
      } else {
        givenUp++;
      }
    }
    taken = end;
    return givenUp;
  }

  long written() {
    return written;
  }

  long taken() {
    return taken;
  }
}
