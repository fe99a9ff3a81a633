package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a validation zone to be signed.
 *
 * @param denial null leaves a signed zone as it is, and is compact for another
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SignZone(@Nullable Denial denial) {}
