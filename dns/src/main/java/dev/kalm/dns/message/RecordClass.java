package dev.kalm.dns.message;

/** The classes that are answered (RFC 1035 section 3.2.4). */
public final class RecordClass {

  public static final int IN = 1;
  public static final int CH = 3;

  private RecordClass() {}
}
