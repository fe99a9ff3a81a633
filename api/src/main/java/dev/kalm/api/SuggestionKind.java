package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** Why a name is suggested. */
public enum SuggestionKind {
  /** A wildcard is not good for the domain itself: {@code myapp.com} for {@code *.myapp.com}. */
  APEX;

  /** The contract's spelling: lower case. */
  @JsonValue
  @Override
  public String toString() {
    return WireName.of(this);
  }
}
