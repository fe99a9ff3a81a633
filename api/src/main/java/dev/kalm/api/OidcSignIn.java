package dev.kalm.api;

/**
 * Signing in through an OpenID Connect provider.
 *
 * @param name the provider's, for the button
 */
public record OidcSignIn(String name) {}
