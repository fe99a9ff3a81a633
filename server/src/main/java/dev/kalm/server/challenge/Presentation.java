package dev.kalm.server.challenge;

import java.net.URI;

/**
 * One challenge that is being answered.
 *
 * @param domain the identifier, without {@code *.}
 * @param authorization its authorization's URL
 * @param challenge its URL
 * @param token from the CA
 * @param value what is shown to the CA: the TXT value or the key authorization; no secret
 */
public record Presentation(
    String domain, URI authorization, URI challenge, String token, String value) {}
