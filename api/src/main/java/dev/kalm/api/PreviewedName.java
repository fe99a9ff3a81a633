package dev.kalm.api;

import org.jspecify.annotations.Nullable;

/**
 * A name as a person typed it, and what it was understood as.
 *
 * @param name A-labels, lower case; null when it cannot be certified
 * @param error why not; null when it can be
 */
public record PreviewedName(String typed, @Nullable String name, @Nullable String error) {}
