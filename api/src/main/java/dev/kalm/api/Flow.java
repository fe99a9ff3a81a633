package dev.kalm.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One issuance as a picture: who takes part, which step it is at, and what was asked and answered.
 * It shows the latest try; a try that begins from the start begins the steps anew.
 *
 * @param issuance UUID
 * @param attempt which try this is, from 1
 * @param startedAt of the issuance, which may be earlier than that of its latest try
 * @param finishedAt null while it is under way, and while it waits for another try
 * @param problem what ended the latest try; null while nothing did
 * @param actors at most five
 * @param steps in the order in which they come, also those that are still to come
 */
public record Flow(
    String issuance,
    ChallengeType challenge,
    IssuanceState state,
    int attempt,
    Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable Problem problem,
    List<FlowActor> actors,
    List<FlowStep> steps) {
  public Flow {
    actors = Json.listOf(actors);
    steps = Json.listOf(steps);
  }
}
