package dev.kalm.api;

/**
 * The validation zone that a certificate needs.
 *
 * @param name the one it has, or will have, without a trailing dot
 * @param exists false when it would be created with the certificate
 */
public record PreviewedZone(String name, boolean exists) {}
