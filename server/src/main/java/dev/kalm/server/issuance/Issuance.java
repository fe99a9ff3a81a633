package dev.kalm.server.issuance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run from "wanted" to "installed". A renewal is an issuance too.
 *
 * @param detail a sentence on what it is doing or waiting for
 * @param failures how many times in a row it has failed
 * @param keySealed the private key of the certificate being made, from {@code Finalizing} on
 * @param revision counts its stored steps; a step is stored only on top of the one it was made from
 * @param nextAttempt when it goes on, if it is waiting
 */
@SuppressWarnings("ArrayRecordComponent") // sealed bytes, which nobody compares
record Issuance(
    String id,
    String certificateId,
    IssuanceState state,
    String detail,
    int failures,
    byte @Nullable [] keySealed,
    long revision,
    Instant startedAt,
    @Nullable Instant nextAttempt) {

  Issuance at(IssuanceState newState, String newDetail) {
    return new Issuance(
        id, certificateId, newState, newDetail, failures, keySealed, revision, startedAt, null);
  }

  Issuance waiting(String newDetail, Instant until) {
    return new Issuance(
        id, certificateId, state, newDetail, failures, keySealed, revision, startedAt, until);
  }

  Issuance withKey(byte[] sealed) {
    return new Issuance(
        id, certificateId, state, detail, failures, sealed, revision, startedAt, nextAttempt);
  }

  Issuance withFailures(int count) {
    return new Issuance(
        id, certificateId, state, detail, count, keySealed, revision, startedAt, nextAttempt);
  }

  Issuance stored() {
    return new Issuance(
        id,
        certificateId,
        state,
        detail,
        failures,
        keySealed,
        revision + 1,
        startedAt,
        nextAttempt);
  }
}
