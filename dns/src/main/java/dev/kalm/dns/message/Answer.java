package dev.kalm.dns.message;

import java.util.List;

/**
 * What to say to a question, before it is bytes.
 *
 * @param rcode the response code
 * @param authoritative the AA bit
 * @param answers RRsets that the question asked for, at the question's name
 * @param authority the SOA of a negative answer (RFC 2308)
 * @param additional what spares the client a question; left out when there is no room
 */
public record Answer(
    Rcode rcode,
    boolean authoritative,
    List<RRset> answers,
    List<RRset> authority,
    List<RRset> additional) {

  public Answer {
    answers = List.copyOf(answers);
    authority = List.copyOf(authority);
    additional = List.copyOf(additional);
  }

  /** An error without records. */
  public static Answer error(Rcode rcode) {
    return new Answer(rcode, false, List.of(), List.of(), List.of());
  }

  /** One RRset, with authority. */
  public static Answer of(RRset answer) {
    return new Answer(Rcode.NOERROR, true, List.of(answer), List.of(), List.of());
  }

  /** Nothing, with authority, and the SOA that tells for how long. */
  public static Answer negative(Rcode rcode, RRset startOfAuthority) {
    return new Answer(rcode, true, List.of(), List.of(startOfAuthority), List.of());
  }
}
