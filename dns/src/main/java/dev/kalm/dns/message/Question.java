package dev.kalm.dns.message;

/**
 * One question of a query (RFC 1035 section 4.1.2).
 *
 * @param name in the case in which it was asked
 * @param type a number of {@link RecordType}, or any other
 * @param recordClass a number of {@link RecordClass}, or any other
 */
public record Question(Name name, int type, int recordClass) {

  @Override
  public String toString() {
    return name + " " + RecordType.text(type);
  }
}
