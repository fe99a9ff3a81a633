package dev.kalm.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One issuance in a certificate's history.
 *
 * @param id UUID
 * @param finishedAt null while it is under way, and while it waits for another try
 * @param failures how many tries of it have failed one after the other
 * @param problem what ended its latest try; null while nothing did
 * @param serial of the version that came of it; null before that
 */
public record IssuanceEntry(
    String id,
    IssuanceState state,
    Instant startedAt,
    @Nullable Instant finishedAt,
    int failures,
    String detail,
    @Nullable Problem problem,
    @Nullable String serial) {}
