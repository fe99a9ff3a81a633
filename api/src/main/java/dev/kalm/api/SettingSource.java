package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** Who has set a setting, and so where it is changed. */
public enum SettingSource {
  /** The configuration file or the environment: the API does not change it. */
  FILE,
  /** An administrator, through the API. */
  DATABASE,
  /** Nobody: it comes with the program. */
  BUILT_IN,
  /** Nobody: there is none. */
  NONE;

  /**
   * Reads the contract's spelling; an unknown one is an IllegalArgumentException that lists the
   * known ones.
   */
  public static SettingSource of(String text) {
    return WireName.parse(SettingSource.class, text);
  }

  /** The contract's spelling: lower case, words joined by hyphens. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
