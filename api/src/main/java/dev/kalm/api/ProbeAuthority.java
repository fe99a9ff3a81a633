package dev.kalm.api;

import org.jspecify.annotations.Nullable;

/**
 * Asks what a CA's directory says.
 *
 * @param directory its URL
 * @param trust PEM of the anchors for its certificate; null: those of Java
 */
public record ProbeAuthority(@Nullable String directory, @Nullable String trust) {}
