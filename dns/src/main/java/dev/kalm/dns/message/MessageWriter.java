package dev.kalm.dns.message;

import java.util.List;

/**
 * Writes the answer to a query: header, the question as it was asked, RRsets, OPT. One object
 * writes many messages, one after another.
 *
 * <p>Names are compressed against the question alone: the question's bytes stay as the client
 * spelled them (0x20), every owner in the answer section points to them, and the zone's own names
 * end in one of its suffixes.
 */
public final class MessageWriter {

  /** RFC 1035 section 4.2.2: two bytes tell the length of a message on TCP. */
  public static final int MAX_MESSAGE_LENGTH = 65535;

  /** One record may be written beyond the end before it is noticed. */
  private static final int MAX_RECORD_LENGTH = 8192;

  private static final int POINTER = 0xc000;

  private final byte[] out = new byte[MAX_MESSAGE_LENGTH + MAX_RECORD_LENGTH];
  private int position;
  private int limit;
  private boolean truncated;

  /** The bytes of the last message, not a copy. */
  public byte[] buffer() {
    return out;
  }

  /** How many records the last message's answer section has. */
  public int answers() {
    return Query.unsignedShort(out, 6);
  }

  /**
   * Writes {@code answer} into {@link #buffer}.
   *
   * @param sizeLimit bytes that the client takes, 512 or more; what does not fit makes a truncated
   *     answer without any RRset (RFC 2181 section 9)
   * @return the length of the message
   */
  public int write(Query query, Answer answer, int sizeLimit) {
    int bodyStart = query.questionEnd();
    System.arraycopy(query.message(), 0, out, 0, bodyStart);
    position = bodyStart;
    limit = Math.min(sizeLimit, MAX_MESSAGE_LENGTH) - (query.hasEdns() ? Edns.OPT_LENGTH : 0);
    truncated = false;
    int answers = writeSection(query, answer.answers(), true);
    int authority = writeSection(query, answer.authority(), false);
    if (truncated) {
      position = bodyStart;
      answers = 0;
      authority = 0;
    }
    int additional = truncated ? 0 : writeOptional(query, answer.additional());
    if (query.hasEdns()) {
      writeOpt(query, answer.rcode());
      additional++;
    }
    writeHeader(query, answer);
    putShort(6, answers);
    putShort(8, authority);
    putShort(10, additional);
    return position;
  }

  /**
   * ID, opcode, RD and CD are the client's; AD is not for an authoritative server to set (RFC 4035
   * section 3.1.6).
   */
  private void writeHeader(Query query, Answer answer) {
    int asked = Query.unsignedShort(query.message(), 2);
    int flags = 0x8000 | (asked & 0x7910) | (answer.rcode().value() & 0x0f);
    flags |= answer.authoritative() ? 0x0400 : 0;
    flags |= truncated ? 0x0200 : 0;
    putShort(2, flags);
    putShort(4, query.hasQuestion() ? 1 : 0);
  }

  private int writeSection(Query query, List<RRset> rrsets, boolean asQuestion) {
    int records = 0;
    for (int i = 0; i < rrsets.size() && !truncated; i++) {
      truncated = !writeRrset(query, rrsets.get(i), asQuestion);
      records += rrsets.get(i).records().size();
    }
    return records;
  }

  private int writeOptional(Query query, List<RRset> rrsets) {
    int records = 0;
    for (int i = 0; i < rrsets.size(); i++) {
      int start = position;
      if (writeRrset(query, rrsets.get(i), false)) {
        records += rrsets.get(i).records().size();
      } else {
        position = start;
      }
    }
    return records;
  }

  private boolean writeRrset(Query query, RRset rrset, boolean asQuestion) {
    List<Rdata> records = rrset.records();
    for (int i = 0; i < records.size(); i++) {
      if (asQuestion) {
        appendShort(POINTER | Query.NAME_OFFSET);
      } else {
        appendName(query, rrset.owner());
      }
      appendShort(rrset.type());
      appendShort(query.recordClass());
      appendShort(rrset.ttl() >>> 16);
      appendShort(rrset.ttl());
      appendRdata(query, records.get(i));
      if (position > limit) {
        return false;
      }
    }
    return true;
  }

  private void appendRdata(Query query, Rdata rdata) {
    int lengthAt = position;
    position += 2;
    for (int i = 0; i < rdata.names().size(); i++) {
      appendName(query, rdata.names().get(i));
    }
    byte[] bytes = rdata.bytes();
    System.arraycopy(bytes, 0, out, position, bytes.length);
    position += bytes.length;
    putShort(lengthAt, position - lengthAt - 2);
  }

  private void appendName(Query query, Name name) {
    for (int at = 0; name.wireByte(at) != 0; at += 1 + name.wireByte(at)) {
      if (Name.endsWith(query.message(), Query.NAME_OFFSET, query.nameLength(), name, at)) {
        name.copyTo(out, position, at);
        position += at;
        appendShort(POINTER | (Query.NAME_OFFSET + query.nameLength() - (name.length() - at)));
        return;
      }
    }
    name.copyTo(out, position, name.length());
    position += name.length();
  }

  /** RFC 6891 section 6.1.2: one OPT, no options; DO is copied (RFC 3225 section 3). */
  private void writeOpt(Query query, Rcode rcode) {
    out[position++] = 0;
    appendShort(RecordType.OPT);
    appendShort(Edns.SERVER_PAYLOAD_SIZE);
    appendShort(rcode.value() >>> 4 << 8 | Edns.VERSION);
    appendShort(query.dnssecOk() ? Edns.DNSSEC_OK : 0);
    appendShort(0);
  }

  private void appendShort(int value) {
    putShort(position, value);
    position += 2;
  }

  private void putShort(int at, int value) {
    out[at] = (byte) (value >>> 8);
    out[at + 1] = (byte) value;
  }
}
