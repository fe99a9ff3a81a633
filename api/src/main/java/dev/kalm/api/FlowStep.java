package dev.kalm.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of an issuance.
 *
 * @param id unique in its flow
 * @param title a few words, for people
 * @param startedAt null before it starts
 * @param finishedAt null before it ends; set for a failed step too
 * @param exchanges in the order of time, the latest 20 at most
 * @param detail one sentence on what it does, waits for or failed with; null when there is nothing
 *     to say
 */
public record FlowStep(
    String id,
    FlowStepKey key,
    String title,
    FlowStepStatus status,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    List<FlowExchange> exchanges,
    @Nullable String detail) {
  public FlowStep {
    exchanges = Json.listOf(exchanges);
  }
}
