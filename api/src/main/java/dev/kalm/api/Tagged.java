package dev.kalm.api;

/**
 * A representation with its ETag (RFC 9110 section 8.8.3), as sent, quotes included: {@link
 * KalmClient#awaitChange} waits for another one.
 */
public record Tagged<T>(T value, String etag) {}
