package dev.kalm.api;

import org.jspecify.annotations.Nullable;

/**
 * Whether the service does its work.
 *
 * @param version of the service
 * @param detail one sentence on what fails; null when all is well
 */
public record Health(HealthStatus status, String version, @Nullable String detail) {}
