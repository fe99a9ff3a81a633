package dev.kalm.dns.message;

/**
 * A query read in place, stage by stage; one object reads many messages, one after another, and
 * allocates nothing.
 *
 * <p>Nothing that a client sends makes it throw: each stage says whether the message is well formed
 * so far. Records besides OPT are stepped over.
 */
public final class Query {

  /** RFC 1035 section 4.1.1. */
  public static final int HEADER_LENGTH = 12;

  /** The question's name always stands here: nothing but the header comes before it. */
  public static final int NAME_OFFSET = HEADER_LENGTH;

  /** RFC 1035 section 4.1.1: a standard query. */
  public static final int OPCODE_QUERY = 0;

  /** A chain of pointers longer than a name can have labels is an attack on the reader. */
  private static final int MAX_POINTERS = 127;

  private static final int MALFORMED = -1;

  private byte[] message = new byte[HEADER_LENGTH];
  private int length;
  private int position;
  private int nameLength;
  private int type;
  private int recordClass;
  private boolean edns;
  private int ednsVersion;
  private boolean dnssecOk;
  private boolean compactAnswersOk;
  private int payloadSize;
  private int cookieAt;
  private int cookieLength;

  /**
   * Starts with a new message of {@code length} bytes.
   *
   * @return whether it may be answered at all: a whole header is there, and it is not itself an
   *     answer (QR=0)
   */
  public boolean readHeader(byte[] newMessage, int newLength) {
    message = newMessage;
    length = newLength;
    position = HEADER_LENGTH;
    nameLength = 0;
    edns = false;
    dnssecOk = false;
    compactAnswersOk = false;
    cookieAt = 0;
    cookieLength = 0;
    ednsVersion = 0;
    payloadSize = Edns.MIN_PAYLOAD_SIZE;
    return length >= HEADER_LENGTH && (message[2] & 0x80) == 0;
  }

  /**
   * Reads the question section.
   *
   * @return whether it is exactly one well-formed question (RFC 9619); there is nothing before it
   *     to point to, so its name is not compressed
   */
  public boolean readQuestion() {
    if (questionCount() != 1) {
      return false;
    }
    int at = position;
    while (at < length && message[at] > 0 && message[at] <= Name.MAX_LABEL_LENGTH) {
      at += 1 + message[at];
    }
    boolean complete = at < length && message[at] == 0;
    int nameEnd = at + 1;
    if (!complete || nameEnd - position > Name.MAX_LENGTH || nameEnd + 4 > length) {
      return false;
    }
    nameLength = nameEnd - position;
    type = unsignedShort(message, nameEnd);
    recordClass = unsignedShort(message, nameEnd + 2);
    position = nameEnd + 4;
    return true;
  }

  /**
   * Reads the records that follow the question, OPT among them.
   *
   * @return whether all of them are well formed, at most one is an OPT, and nothing follows them
   */
  public boolean readRecords() {
    int others = unsignedShort(message, 6) + unsignedShort(message, 8);
    int additional = unsignedShort(message, 10);
    for (int i = 0; i < others + additional; i++) {
      int owner = position;
      int fixed = skipName(owner);
      if (fixed == MALFORMED || fixed + 10 > length) {
        return false;
      }
      int end = fixed + 10 + unsignedShort(message, fixed + 8);
      boolean isOpt = unsignedShort(message, fixed) == RecordType.OPT;
      if (end > length || (isOpt && (i < others || !readOpt(owner, fixed, end)))) {
        return false;
      }
      position = end;
    }
    return position == length;
  }

  /**
   * RFC 6891 section 6.1.2. What the options look like in another version than ours is not ours to
   * judge.
   */
  private boolean readOpt(int owner, int fixed, int end) {
    if (edns) {
      return false;
    }
    edns = true;
    payloadSize = Math.max(Edns.MIN_PAYLOAD_SIZE, unsignedShort(message, fixed + 2));
    ednsVersion = message[fixed + 5] & 0xff;
    int flags = unsignedShort(message, fixed + 6);
    dnssecOk = (flags & Edns.DNSSEC_OK) != 0;
    compactAnswersOk = (flags & Edns.COMPACT_ANSWERS_OK) != 0;
    boolean ownerIsRoot = message[owner] == 0;
    return ownerIsRoot && (ednsVersion > Edns.VERSION || readOptions(fixed + 10, end));
  }

  /**
   * Finds the cookie; of several only the first counts (RFC 7873 section 5.2).
   *
   * @return whether options, each a code, a length and as many bytes, fill {@code from} to {@code
   *     to} exactly
   */
  private boolean readOptions(int from, int to) {
    int at = from;
    while (to - at >= 4) {
      int optionLength = unsignedShort(message, at + 2);
      if (unsignedShort(message, at) == Edns.COOKIE && cookieAt == 0) {
        cookieAt = at + 4;
        cookieLength = optionLength;
      }
      at += 4 + optionLength;
    }
    return at == to;
  }

  /**
   * Where the name at {@code start} ends, or {@link #MALFORMED}. Every pointer has to lead
   * backwards, so loops cannot be.
   */
  private int skipName(int start) {
    int end = MALFORMED;
    int segment = start;
    int at = start;
    int size = 1;
    int pointers = 0;
    while (at < length && size <= Name.MAX_LENGTH) {
      int octet = message[at] & 0xff;
      if (octet == 0) {
        return end == MALFORMED ? at + 1 : end;
      }
      if (octet <= Name.MAX_LABEL_LENGTH) {
        at += 1 + octet;
        size += 1 + octet;
        continue;
      }
      if (octet < 0xc0 || at + 1 >= length || ++pointers > MAX_POINTERS) {
        return MALFORMED;
      }
      int target = unsignedShort(message, at) & 0x3fff;
      if (target < HEADER_LENGTH || target >= segment) {
        return MALFORMED;
      }
      end = end == MALFORMED ? at + 2 : end;
      segment = target;
      at = target;
    }
    return MALFORMED;
  }

  public int opcode() {
    return (message[2] >> 3) & 0x0f;
  }

  /** QDCOUNT. */
  public int questionCount() {
    return unsignedShort(message, 4);
  }

  /**
   * Whether {@link #readQuestion} found one; the four accessors that follow have a meaning only
   * then.
   */
  public boolean hasQuestion() {
    return nameLength > 0;
  }

  /** The question as an object of its own, for those that keep it. */
  public Question question() {
    return new Question(Name.of(message, NAME_OFFSET, nameLength), type, recordClass);
  }

  /**
   * Bytes of the question's name, which stands uncompressed at {@link #NAME_OFFSET} of {@link
   * #message}.
   */
  public int nameLength() {
    return nameLength;
  }

  public int type() {
    return type;
  }

  public int recordClass() {
    return recordClass;
  }

  /** The message itself, not a copy: valid until the next one is read. */
  public byte[] message() {
    return message;
  }

  /** Whether the question's name, of any case, is {@code ancestor} or below it. */
  public boolean isAtOrBelow(Name ancestor) {
    return Name.endsWith(message, NAME_OFFSET, nameLength, ancestor, 0);
  }

  /** Whether the question's name, of any case, is this one. */
  public boolean isName(Name name) {
    return name.matches(message, NAME_OFFSET, nameLength);
  }

  /** The {@link Name#hashCode} of the question's name. */
  public int nameHash() {
    return Name.hash(message, NAME_OFFSET, nameLength);
  }

  /** Whether an OPT record came with the query; one has to go back then. */
  public boolean hasEdns() {
    return edns;
  }

  /** Whether the client speaks an EDNS version that we do not. */
  public boolean hasUnknownEdnsVersion() {
    return ednsVersion > Edns.VERSION;
  }

  /** The DO bit: the client wants DNSSEC records (RFC 3225). */
  public boolean dnssecOk() {
    return dnssecOk;
  }

  /** The CO bit: the client restores NXDOMAIN by itself (RFC 9824 section 5.1). */
  public boolean compactAnswersOk() {
    return compactAnswersOk;
  }

  /** Where in {@link #message} the cookie option's data begin; 0 when there is none (RFC 7873). */
  public int cookieAt() {
    return cookieAt;
  }

  /** Bytes of the cookie option's data. */
  public int cookieLength() {
    return cookieLength;
  }

  /** What the client takes on UDP, in bytes: never less than 512. */
  public int payloadSize() {
    return payloadSize;
  }

  int questionEnd() {
    return hasQuestion() ? NAME_OFFSET + nameLength + 4 : HEADER_LENGTH;
  }

  static int unsignedShort(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }
}
