package dev.kalm.api;

/**
 * A key that signs a zone: ECDSA P-256 with SHA-256, used for everything (RFC 6605).
 *
 * @param tag the key tag (RFC 4034 appendix B), 0 to 65535
 * @param ds the data of its DS record in presentation form, {@code 12345 13 2 0AB1…}
 */
public record SigningKey(int tag, KeyState state, String ds) {}
