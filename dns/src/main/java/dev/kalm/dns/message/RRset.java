package dev.kalm.dns.message;

import java.util.List;

/**
 * The records of one name and type (RFC 2181 section 5). It goes out whole or not at all. The class
 * is the question's.
 *
 * @param owner the name; in the answer section the question's own spelling stands for it
 * @param type a number of {@link RecordType}
 * @param ttl seconds
 * @param records at least one
 */
public record RRset(Name owner, int type, int ttl, List<Rdata> records) {

  public RRset {
    records = List.copyOf(records);
  }
}
