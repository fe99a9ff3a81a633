package dev.kalm.server.access;

import dev.kalm.server.config.OidcConfig;
import dev.kalm.server.key.Sealer;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * What signing in needs to know of the rest of the service.
 *
 * @param version the program's
 * @param setupComplete whether the first-run settings are done
 * @param certificateExists whether there is a certificate of this id
 * @param oidc empty: there are local users only
 * @param sealer for what a browser keeps on its way to the provider
 */
public record Surroundings(
    String version,
    BooleanSupplier setupComplete,
    Predicate<String> certificateExists,
    Optional<OidcConfig> oidc,
    Sealer sealer) {}
