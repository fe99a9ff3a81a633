package dev.kalm.server.access;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What signing in needs to know of the rest of the service.
 *
 * @param version the program's
 * @param setupComplete whether the first-run settings are done
 * @param certificateExists whether there is a certificate of this id
 * @param oidcName the provider's name for people; empty without one
 */
public record Surroundings(
    String version,
    BooleanSupplier setupComplete,
    Predicate<String> certificateExists,
    Supplier<Optional<String>> oidcName) {}
