package dev.kalm.dns.message;

/**
 * Writes the answer to a query: header, the question as it was asked, RRsets, OPT. One object
 * writes many messages, one after another.
 *
 * <p>The question's bytes stay as the client spelled them (0x20), and every owner in the answer
 * section points to them.
 */
public final class MessageWriter {

  /** RFC 1035 section 4.2.2: two bytes tell the length of a message on TCP. */
  public static final int MAX_MESSAGE_LENGTH = 65535;

  private static final int OPTION_HEADER = 4;

  private final byte[] out = new byte[MAX_MESSAGE_LENGTH];
  private final byte[] cookie = new byte[Edns.COOKIE_LENGTH];
  private int position;
  private int apexAt;
  private boolean cookieWanted;
  private boolean truncated;

  /** The bytes of the last message, not a copy. */
  public byte[] buffer() {
    return out;
  }

  /** How many records the last message's answer section has. */
  public int answers() {
    return Query.unsignedShort(out, 6);
  }

  /** Whether the last message said TC. */
  public boolean truncated() {
    return truncated;
  }

  /** Where the next message's cookie of {@link Edns#COOKIE_LENGTH} bytes is to be put. */
  public byte[] cookie() {
    return cookie;
  }

  /** Whether the next message carries the cookie that is in {@link #cookie} (RFC 7873). */
  public void cookieWanted(boolean wanted) {
    cookieWanted = wanted;
  }

  /**
   * Writes {@code answer} into {@link #buffer}.
   *
   * @param sizeLimit bytes that the client takes, 512 or more; what does not fit makes a truncated
   *     answer without any RRset (RFC 2181 section 9)
   * @return the length of the message
   */
  public int write(Query query, Answer answer, int sizeLimit) {
    position = query.questionEnd();
    System.arraycopy(query.message(), 0, out, 0, position);
    apexAt = Query.NAME_OFFSET + query.nameLength() - answer.apexLength();
    int optLength = query.hasEdns() ? Edns.OPT_LENGTH + optionsLength(answer) : 0;
    int limit = Math.min(sizeLimit, MAX_MESSAGE_LENGTH) - optLength;
    truncated = answer.truncated() || position + answer.requiredLength > limit;
    int answers = truncated ? 0 : write(answer.answers, answer.answerCount);
    int authority = truncated ? 0 : write(answer.authority, answer.authorityCount);
    int additional = truncated ? 0 : writeWhatFits(answer, limit);
    if (optLength > 0) {
      writeOpt(query, answer, optLength);
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

  private int write(WireRRset[] rrsets, int count) {
    int records = 0;
    for (int i = 0; i < count; i++) {
      rrsets[i].copyTo(out, position, apexAt);
      position += rrsets[i].length();
      records += rrsets[i].records();
    }
    return records;
  }

  private int writeWhatFits(Answer answer, int limit) {
    int records = 0;
    for (int i = 0; i < answer.additionalCount; i++) {
      WireRRset rrset = answer.additional[i];
      if (position + rrset.length() <= limit) {
        rrset.copyTo(out, position, apexAt);
        position += rrset.length();
        records += rrset.records();
      }
    }
    return records;
  }

  private int optionsLength(Answer answer) {
    int length = cookieWanted ? OPTION_HEADER + Edns.COOKIE_LENGTH : 0;
    return answer.extendedError() == Edns.NO_EXTENDED_ERROR ? length : length + OPTION_HEADER + 2;
  }

  /** RFC 6891 section 6.1.2: one OPT; DO is copied (RFC 3225 section 3). */
  private void writeOpt(Query query, Answer answer, int optLength) {
    out[position++] = 0;
    appendShort(RecordType.OPT);
    appendShort(Edns.SERVER_PAYLOAD_SIZE);
    appendShort(answer.rcode().value() >>> 4 << 8 | Edns.VERSION);
    appendShort(
        (query.dnssecOk() ? Edns.DNSSEC_OK : 0) | (answer.compact() ? Edns.COMPACT_ANSWERS_OK : 0));
    appendShort(optLength - Edns.OPT_LENGTH);
    if (cookieWanted) {
      appendShort(Edns.COOKIE);
      appendShort(Edns.COOKIE_LENGTH);
      System.arraycopy(cookie, 0, out, position, Edns.COOKIE_LENGTH);
      position += Edns.COOKIE_LENGTH;
    }
    if (answer.extendedError() != Edns.NO_EXTENDED_ERROR) {
      appendShort(Edns.EXTENDED_ERROR);
      appendShort(2);
      appendShort(answer.extendedError());
    }
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
