package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A name that is probably wanted too.
 *
 * @param name what to add
 * @param reason the name that it goes with; {@code for} in JSON
 */
public record Suggestion(SuggestionKind kind, String name, @JsonProperty("for") String reason) {}
