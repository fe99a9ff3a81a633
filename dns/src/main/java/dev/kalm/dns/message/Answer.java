package dev.kalm.dns.message;

/**
 * What to say to a question, before it is one message's bytes. One object is filled again for each
 * question of a thread, so that answering allocates nothing.
 */
public final class Answer {

  /** An RRset with its signatures, three times: the SOA and two NSEC of a signed denial. */
  private static final int MAX_RRSETS = 6;

  /** The name servers' addresses, signed; a zone with more leaves the others to be asked for. */
  private static final int MAX_ADDITIONAL = 32;

  final WireRRset[] answers = new WireRRset[MAX_RRSETS];
  final WireRRset[] authority = new WireRRset[MAX_RRSETS];
  final WireRRset[] additional = new WireRRset[MAX_ADDITIONAL];
  int answerCount;
  int authorityCount;
  int additionalCount;
  int requiredLength;

  private Rcode rcode = Rcode.NOERROR;
  private boolean authoritative;
  private boolean truncated;
  private int apexLength;
  private int extendedError;
  private boolean compact;
  private boolean hasDelegation;
  private long delegationHigh;
  private long delegationLow;

  /** Begins anew with no record. */
  public Answer begin(Rcode newRcode, boolean isAuthoritative) {
    rcode = newRcode;
    authoritative = isAuthoritative;
    truncated = false;
    apexLength = 1;
    extendedError = Edns.NO_EXTENDED_ERROR;
    compact = false;
    answerCount = 0;
    authorityCount = 0;
    additionalCount = 0;
    requiredLength = 0;
    return this;
  }

  /** The zone that answers; its apex is what the records' names are compressed against. */
  public Answer from(Name apex) {
    apexLength = apex.length();
    return this;
  }

  /** RRsets that the question asked for, at the question's name. */
  public Answer answer(WireRRset rrset) {
    answers[answerCount++] = rrset;
    requiredLength += rrset.length();
    return this;
  }

  /** The SOA of a negative answer (RFC 2308) and what proves it (RFC 4035 section 3.1.3). */
  public Answer authority(WireRRset rrset) {
    authority[authorityCount++] = rrset;
    requiredLength += rrset.length();
    return this;
  }

  /** What spares the client a question; left out when there is no room. */
  public Answer additional(WireRRset rrset) {
    if (additionalCount < MAX_ADDITIONAL) {
      additional[additionalCount++] = rrset;
    }
    return this;
  }

  /** Says nothing but that the client has to ask again over TCP (RFC 1035 section 4.1.1, TC). */
  public Answer truncate() {
    truncated = true;
    return this;
  }

  /** RFC 8914; goes out when the client speaks EDNS. */
  public Answer extendedError(int code) {
    extendedError = code;
    return this;
  }

  /** Confirms that we know compact denial (RFC 9824 section 5.1, CO). */
  public Answer compact(boolean known) {
    compact = known;
    return this;
  }

  /** Forgets whose question was answered before. */
  public void forgetDelegation() {
    hasDelegation = false;
  }

  /** The question is about this delegation, whatever the answer is. */
  public void delegation(long high, long low) {
    hasDelegation = true;
    delegationHigh = high;
    delegationLow = low;
  }

  /** Whether the question was about a delegation's name; the two halves of its id follow. */
  public boolean hasDelegation() {
    return hasDelegation;
  }

  public long delegationHigh() {
    return delegationHigh;
  }

  public long delegationLow() {
    return delegationLow;
  }

  public void rcode(Rcode newRcode) {
    rcode = newRcode;
  }

  public Rcode rcode() {
    return rcode;
  }

  boolean compact() {
    return compact;
  }

  boolean authoritative() {
    return authoritative;
  }

  boolean truncated() {
    return truncated;
  }

  int apexLength() {
    return apexLength;
  }

  int extendedError() {
    return extendedError;
  }
}
