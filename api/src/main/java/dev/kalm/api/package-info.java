/**
 * The REST contract: the records that {@code /api/v1} speaks, and its client.
 *
 * <p>Start with {@code Certificate} for what is said and {@code KalmClient} for how. {@code
 * openapi.json} in this package's resources describes the same; a test holds the two together.
 */
@NullMarked
package dev.kalm.api;

import org.jspecify.annotations.NullMarked;
