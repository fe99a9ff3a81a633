package dev.kalm.server.flow;

import dev.kalm.api.FlowExchange;
import dev.kalm.api.FlowStepKey;
import dev.kalm.server.flow.StepRecord.Outcome;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notes what is asked and answered while the engine makes one step, which may be several steps for
 * people. For one thread.
 */
public final class FlowJournal {

  /** The latest of a step that are kept. */
  static final int EXCHANGES_KEPT = 20;

  private final Origin origin;
  private final InstantSource clock;
  private final Consumer<List<StepRecord>> show;
  private final List<StepRecord> ended = new ArrayList<>();
  private final List<FlowExchange> exchanges = new ArrayList<>();
  private FlowStepKey step;
  private Instant startedAt;
  private @Nullable String detail;
  private @Nullable Asked open;

  /**
   * What the step is made from.
   *
   * @param revision of the issuance
   * @param attempt from 1
   */
  public record Origin(String issuance, long revision, int attempt) {}

  /**
   * @param show stores what there is before the step is over, so that it can be seen
   */
  public FlowJournal(
      Origin origin, FlowStepKey first, InstantSource clock, Consumer<List<StepRecord>> show) {
    this.origin = origin;
    this.clock = clock;
    this.show = show;
    this.step = first;
    this.startedAt = clock.instant();
  }

  /** A question that waits for its answer. */
  public final class Asked {
    private final Instant at = clock.instant();
    private final String from;
    private final String to;
    private final String question;
    private final @Nullable String subject;

    private Asked(String from, String to, String question, @Nullable String subject) {
      this.from = from;
      this.to = to;
      this.question = question;
      this.subject = subject;
    }

    /**
     * @param ok null where it is neither good nor bad
     */
    public void answered(String answer, @Nullable Boolean ok) {
      open = null;
      note(new FlowExchange(at, from, to, question, answer, ok, subject));
    }
  }

  /** Ends the step under way, and begins the next one. */
  public void begin(FlowStepKey next) {
    end(Outcome.DONE);
    step = next;
    startedAt = clock.instant();
  }

  /** Leaves a step out for which there was nothing to do. */
  public void skip(FlowStepKey skipped) {
    Instant now = clock.instant();
    ended.add(record(skipped, Outcome.SKIPPED, now, List.of(), null));
  }

  /**
   * Asks; should the step fail before the answer is there, what it failed with is the answer.
   *
   * @param subject the name concerned; null when it concerns all
   */
  public Asked ask(String from, String to, String question, @Nullable String subject) {
    open = new Asked(from, to, question, subject);
    return open;
  }

  /** What was asked and answered already. */
  public void note(FlowExchange exchange) {
    String answered = exchange.answered();
    exchanges.add(
        new FlowExchange(
            exchange.at().truncatedTo(ChronoUnit.MILLIS),
            exchange.from(),
            exchange.to(),
            FlowText.shortened(exchange.asked()),
            answered == null ? null : FlowText.shortened(answered),
            exchange.ok(),
            exchange.subject()));
  }

  /** One sentence that stays with the step under way. */
  public void remark(String sentence) {
    detail = FlowText.shortened(sentence);
  }

  /** Lets those who watch see what there is so far; for a step that has to wait. */
  public void show() {
    List<StepRecord> records = new ArrayList<>(ended);
    records.add(record(step, Outcome.OPEN, startedAt, exchanges, detail));
    show.accept(records);
  }

  /** The step is over, and the next one follows. */
  public List<StepRecord> done() {
    return end(Outcome.DONE);
  }

  /**
   * The step has to wait.
   *
   * @param news false when all this is known already
   */
  public List<StepRecord> waits(boolean news) {
    return news ? end(Outcome.OPEN) : List.of();
  }

  /** The step did not work, for this reason. */
  public List<StepRecord> failed(String reason) {
    if (open != null) {
      open.answered(reason, false);
    }
    remark(reason);
    return end(Outcome.FAILED);
  }

  private List<StepRecord> end(Outcome outcome) {
    ended.add(record(step, outcome, startedAt, exchanges, detail));
    exchanges.clear();
    detail = null;
    open = null;
    return List.copyOf(ended);
  }

  private StepRecord record(
      FlowStepKey key,
      Outcome outcome,
      Instant from,
      List<FlowExchange> asked,
      @Nullable String sentence) {
    return new StepRecord(
        origin.issuance(),
        origin.revision(),
        origin.attempt(),
        key,
        outcome,
        from,
        clock.instant(),
        asked.subList(Math.max(0, asked.size() - EXCHANGES_KEPT), asked.size()),
        sentence);
  }
}
