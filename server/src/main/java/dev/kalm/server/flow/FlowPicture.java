package dev.kalm.server.flow;

import dev.kalm.api.Flow;
import dev.kalm.api.FlowExchange;
import dev.kalm.api.FlowStep;
import dev.kalm.api.FlowStepKey;
import dev.kalm.api.FlowStepStatus;
import dev.kalm.api.IssuanceState;
import dev.kalm.server.flow.StepRecord.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the flow of an issuance's latest try from its state and what its steps have noted. */
public final class FlowPicture {
  private final FlowSubject subject;
  private final List<FlowStepKey> keys;
  private final List<StepRecord> records;
  private final int current;

  private FlowPicture(FlowSubject subject, List<StepRecord> all) {
    this.subject = subject;
    this.keys = FlowTexts.steps(subject.cast().challenge());
    this.current = current(subject, keys, all);
    this.records = latestTry(all);
  }

  /**
   * @param records of this issuance, in the order in which they were made
   */
  public static Flow of(FlowSubject subject, List<StepRecord> records) {
    return new FlowPicture(subject, records).compose();
  }

  private Flow compose() {
    boolean isOver = subject.state() == IssuanceState.FAILED;
    return new Flow(
        subject.issuance(),
        subject.cast().challenge(),
        subject.state(),
        Math.max(1, isOver ? subject.failures() : subject.failures() + 1),
        subject.startedAt(),
        subject.finishedAt(),
        subject.problem(),
        FlowTexts.actors(subject.cast()),
        keys.stream().map(this::step).toList());
  }

  /**
   * The index of the step under way, or of the one that failed; behind the last when it is done.
   */
  private static int current(FlowSubject subject, List<FlowStepKey> keys, List<StepRecord> all) {
    FlowStepKey key =
        switch (subject.state()) {
          case AWAITING_DELEGATION -> FlowStepKey.RECORDS;
          case ORDERING -> FlowStepKey.ORDER;
          case PRESENTING -> FlowStepKey.PUBLISH;
          case CONFIRMING -> FlowStepKey.LOOK;
          case VALIDATING -> isLooking(all) ? FlowStepKey.VALIDATE : FlowStepKey.ANSWER;
          case FINALIZING -> FlowStepKey.FINALIZE;
          case DOWNLOADING -> FlowStepKey.DOWNLOAD;
          case INSTALLING -> FlowStepKey.INSTALL;
          case ISSUED -> null;
          case FAILED -> failed(all).map(StepRecord::step).orElse(keys.getFirst());
        };
    return key == null ? keys.size() : Math.max(0, keys.indexOf(key));
  }

  /** The CA was told, and what came of it so far is there to be seen. */
  private static boolean isLooking(List<StepRecord> all) {
    return !all.isEmpty()
        && all.getLast().step() == FlowStepKey.VALIDATE
        && all.getLast().outcome() == Outcome.OPEN;
  }

  private static Optional<StepRecord> failed(List<StepRecord> all) {
    return all.stream()
        .filter(step -> step.outcome() == Outcome.FAILED)
        .max(Comparator.comparingLong(StepRecord::revision));
  }

  /**
   * What an earlier try did before the step where this one is still holds, for this one has gone on
   * from there; a try that is at its first step has begun anew.
   */
  private List<StepRecord> latestTry(List<StepRecord> all) {
    if (subject.state() == IssuanceState.FAILED || subject.failures() == 0) {
      return all;
    }
    return all.stream()
        .filter(step ->
            step.attempt() > subject.failures()
                || (current > 0 && keys.indexOf(step.step()) <= current))
        .toList();
  }

  private FlowStep step(FlowStepKey key) {
    List<StepRecord> own = records.stream().filter(step -> step.step() == key).toList();
    FlowStepStatus status = status(key, own);
    return new FlowStep(
        key.toString(),
        key,
        FlowTexts.title(key, subject.cast()),
        status,
        startedAt(status, own),
        finishedAt(status, own),
        exchanges(key, status, own),
        detail(status, own));
  }

  private FlowStepStatus status(FlowStepKey key, List<StepRecord> own) {
    int index = keys.indexOf(key);
    if (index > current) {
      return FlowStepStatus.PENDING;
    }
    if (index == current) {
      return subject.state() == IssuanceState.FAILED
          ? FlowStepStatus.FAILED
          : FlowStepStatus.ACTIVE;
    }
    return !own.isEmpty() && own.getLast().outcome() == Outcome.SKIPPED
        ? FlowStepStatus.SKIPPED
        : FlowStepStatus.DONE;
  }

  private @Nullable Instant startedAt(FlowStepStatus status, List<StepRecord> own) {
    return switch (status) {
      case PENDING, SKIPPED -> null;
      case DONE, FAILED -> own.isEmpty() ? null : begin(own.getFirst());
      case ACTIVE -> own.isEmpty() ? lastEnd() : begin(own.getFirst());
    };
  }

  /** The CA looks at the first name while it is still being told of the second. */
  private static Instant begin(StepRecord step) {
    return step.exchanges().stream()
        .map(FlowExchange::at)
        .filter(step.startedAt()::isAfter)
        .min(Comparator.naturalOrder())
        .orElse(step.startedAt());
  }

  /** When the step before the one under way ended. */
  private Instant lastEnd() {
    return records.isEmpty() ? subject.startedAt() : records.getLast().endedAt();
  }

  private static @Nullable Instant finishedAt(FlowStepStatus status, List<StepRecord> own) {
    return switch (status) {
      case PENDING, SKIPPED, ACTIVE -> null;
      case DONE, FAILED -> own.isEmpty() ? null : own.getLast().endedAt();
    };
  }

  private @Nullable String detail(FlowStepStatus status, List<StepRecord> own) {
    return switch (status) {
      case PENDING -> null;
      case SKIPPED -> subject.cast().authority() + " still holds the names for proven";
      case ACTIVE -> FlowText.shortened(subject.detail());
      case FAILED -> subject.problem() == null ? subject.detail() : subject.problem().summary();
      case DONE ->
          own.stream()
              .map(StepRecord::detail)
              .filter(Objects::nonNull)
              .reduce((_, later) -> later)
              .orElse(null);
    };
  }

  private static List<FlowExchange> exchanges(
      FlowStepKey key, FlowStepStatus status, List<StepRecord> own) {
    if (status == FlowStepStatus.PENDING) {
      return List.of();
    }
    List<FlowExchange> all = new ArrayList<>();
    own.forEach(step -> all.addAll(step.exchanges()));
    all.sort(Comparator.comparing(FlowExchange::at));
    if (key == FlowStepKey.RECORDS && status == FlowStepStatus.DONE) {
      all.replaceAll(FlowPicture::asked);
    }
    return all.subList(Math.max(0, all.size() - FlowJournal.EXCHANGES_KEPT), all.size());
  }

  /** What the user was asked for is there, now that the step is done. */
  private static FlowExchange asked(FlowExchange exchange) {
    return exchange.to().equals(Actors.YOU) && exchange.answered() == null
        ? new FlowExchange(
            exchange.at(),
            exchange.from(),
            exchange.to(),
            exchange.asked(),
            "added",
            true,
            exchange.subject())
        : exchange;
  }
}
