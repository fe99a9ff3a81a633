package dev.kalm.api;

/**
 * A change from one key to the next that is under way.
 *
 * @param detail one sentence: what to do, and when to ask again
 */
public record Rollover(RolloverStep step, String detail) {}
