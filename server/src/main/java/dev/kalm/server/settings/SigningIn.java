package dev.kalm.server.settings;

import dev.kalm.api.Settings.OidcSetting;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the settings show of signing in, which is set elsewhere.
 *
 * @param hasAdministrator whether somebody could sign in
 * @param oidc the provider that users may sign in at; empty: none
 */
public record SigningIn(BooleanSupplier hasAdministrator, Supplier<Optional<OidcSetting>> oidc) {}
