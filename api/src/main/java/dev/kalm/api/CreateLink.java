package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a one-time link that signs in as whoever asks.
 *
 * @param path what it opens; null is the first page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CreateLink(@Nullable String path) {}
