package dev.kalm.server.challenge;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody looked at a value that is shown.
 *
 * @param key a token, or a delegation's id
 * @param asked in words: what was asked for, and from which address
 * @param answered in words
 * @param ok whether the value was in the answer; empty for a question about something else
 */
public record Sighting(
    String key, Instant at, String asked, String answered, Optional<Boolean> ok) {}
