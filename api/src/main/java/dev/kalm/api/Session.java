package dev.kalm.api;

import org.jspecify.annotations.Nullable;

/**
 * Who has signed in, and what a page needs to know before it shows anything.
 *
 * @param user null: nobody has signed in
 * @param csrfToken every request but GET carries it in X-Kalm-CSRF; null without a session
 * @param oidc null: there are local users only
 * @param setupComplete whether the first-run settings are done
 */
public record Session(
    SessionState state,
    @Nullable User user,
    @Nullable String csrfToken,
    @Nullable OidcSignIn oidc,
    String version,
    boolean setupComplete) {}
