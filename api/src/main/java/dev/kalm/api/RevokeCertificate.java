package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Asks the CA to revoke the installed version.
 *
 * @param reason null is none given
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RevokeCertificate(@Nullable RevocationReason reason) {}
