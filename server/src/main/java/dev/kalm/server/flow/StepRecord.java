package dev.kalm.server.flow;

import dev.kalm.api.FlowExchange;
import dev.kalm.api.FlowStepKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one stored step of an issuance was about.
 *
 * @param revision of the issuance that the step was made from; doing it again replaces the record
 * @param attempt which try it was part of, from 1
 * @param detail what there is to say once it has ended; null for nothing
 */
public record StepRecord(
    String issuance,
    long revision,
    int attempt,
    FlowStepKey step,
    Outcome outcome,
    Instant startedAt,
    Instant endedAt,
    List<FlowExchange> exchanges,
    @Nullable String detail) {

  public StepRecord {
    exchanges = List.copyOf(exchanges);
  }

  /** How a step ended. */
  public enum Outcome {
    /** The next one began. */
    DONE,
    /** It is not over: it is gone on with, now or later. */
    OPEN,
    /** It ended the try. */
    FAILED,
    /** There was nothing to do. */
    SKIPPED
  }
}
