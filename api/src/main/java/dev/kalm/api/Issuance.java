package dev.kalm.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run from "wanted" to "installed", in short.
 *
 * @param detail one sentence: what is happening, or what is waited for
 * @param problem what went wrong last; null when nothing did
 * @param nextAttemptAt when the service looks or tries again by itself; null when it does not
 */
public record Issuance(
    IssuanceState state,
    String detail,
    @Nullable Problem problem,
    @Nullable Instant nextAttemptAt) {}
