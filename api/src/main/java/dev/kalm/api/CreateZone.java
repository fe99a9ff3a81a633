package dev.kalm.api;

/** Asks for the validation zone now, before the first wildcard does. Nothing can be chosen yet. */
public record CreateZone() {}
