package dev.kalm.dns.server;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * What one server thread has answered lately: a ring that it writes into without ever waiting, and
 * that {@link QueryLog} empties. While it is full nothing more is noted, only counted, so that a
 * flood is not copied.
 *
 * <p>A record is written by {@link #begin}, {@link #question}, perhaps {@link #delegation}, and
 * {@link #end}, in this order.
 */
final class QueryRing {

  static final int RECORDS = 1024;

  private static final VarHandle WRITTEN = field("written");
  private static final VarHandle LEFT_OUT = field("leftOut");

  private final byte[] bytes = new byte[RECORDS * QueryRecord.LENGTH];

  /** Records that are whole. Only the writer changes it. */
  private volatile long written;

  /** Records for which there was no room. Only the writer changes it. */
  private volatile long leftOut;

  /** Records that were taken. Only the reader changes it. */
  private volatile long taken;

  private long leftOutBefore;

  /** Where the writer is, and what it has gathered for the end. */
  private int at;

  private long flags;
  private long questionFields;

  private static VarHandle field(String name) {
    try {
      return MethodHandles.lookup().findVarHandle(QueryRing.class, name, long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Begins a record, or returns false and counts it where there is no room. */
  boolean begin(ClientAddress client, Transport transport, long nowMillis) {
    long next = (long) WRITTEN.get(this);
    if (next - taken >= RECORDS) {
      LEFT_OUT.setOpaque(this, (long) LEFT_OUT.get(this) + 1);
      return false;
    }
    at = (int) (next & (RECORDS - 1)) * QueryRecord.LENGTH;
    flags = transport == Transport.TCP ? QueryRecord.TCP : 0;
    put(QueryRecord.TIME, nowMillis);
    put(QueryRecord.CLIENT, client.high());
    put(QueryRecord.CLIENT + 8, client.low());
    questionFields = (long) client.port() << 48;
    return true;
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
  }

  private void put(int field, long value) {
    QueryRecord.FIELD.set(bytes, at + field, value);
  }

  /**
   * Hands over copies of what has been written since the last time, oldest first; one reader at a
   * time.
   *
   * @return how many records were left out
   */
  long take(Consumer<QueryRecord> reader) {
    long end = (long) WRITTEN.getAcquire(this);
    for (long i = taken; i < end; i++) {
      int slot = (int) (i & (RECORDS - 1)) * QueryRecord.LENGTH;
      reader.accept(new QueryRecord(Arrays.copyOfRange(bytes, slot, slot + QueryRecord.LENGTH)));
    }
    taken = end;
    long all = leftOut;
    long since = all - leftOutBefore;
    leftOutBefore = all;
    return since;
  }

  long written() {
    return written;
  }

  long taken() {
    return taken;
  }
}
