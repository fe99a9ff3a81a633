package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a validation zone now: the first one before the first wildcard does, or a further one.
 *
 * @param domain the domain that it goes below; null is the configured one, where the first zone is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CreateZone(@Nullable String domain) {}
