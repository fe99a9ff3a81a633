package dev.kalm.server.flow;

import dev.kalm.api.ChallengeType;
import dev.kalm.api.IssuanceState;
import dev.kalm.api.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The issuance that a picture is of.
 *
 * @param failures tries that have failed so far
 * @param detail what it is doing or waiting for
 * @param problem what ended the latest try; null while nothing did
 */
public record FlowSubject(
    String issuance,
    Cast cast,
    IssuanceState state,
    int failures,
    Instant startedAt,
    @Nullable Instant finishedAt,
    String detail,
    @Nullable Problem problem) {

  /**
   * Who takes part.
   *
   * @param domains base domains
   * @param zone the validation zone; null for http-01
   */
  public record Cast(
      ChallengeType challenge, String authority, List<String> domains, @Nullable String zone) {
    public Cast {
      domains = List.copyOf(domains);
    }
  }
}
