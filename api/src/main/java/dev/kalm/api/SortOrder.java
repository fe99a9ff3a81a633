package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** In which direction a list runs. */
public enum SortOrder {
  /** Ascending: the earliest, the worst or A first. */
  ASC,
  /** Descending. */
  DESC;

  /**
   * Reads the contract's spelling; an unknown one is an IllegalArgumentException that lists the
   * known ones.
   */
  public static SortOrder of(String text) {
    return WireName.parse(SortOrder.class, text);
  }

  /** The contract's spelling: lower case. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
