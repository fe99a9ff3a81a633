package dev.kalm.server.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.FlowExchange;
import dev.kalm.api.FlowStepKey;
import dev.kalm.server.flow.StepRecord.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowJournalTest {
  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  private Instant now = START;
  private final List<List<StepRecord>> shown = new ArrayList<>();

  private FlowJournal journal(FlowStepKey first) {
    return new FlowJournal(new FlowJournal.Origin("i", 7, 2), first, () -> now, shown::add);
  }

  @Test
  void oneStepOfTheEngineMayBeSeveralForPeople() {
    FlowJournal journal = journal(FlowStepKey.ANSWER);
    journal.ask("kalm", "ca", "Ready", "a.com").answered("it will look", true);
    now = START.plusSeconds(2);
    journal.begin(FlowStepKey.VALIDATE);
    now = START.plusSeconds(5);

    assertThat(journal.done())
        .containsExactly(
            new StepRecord(
                "i",
                7,
                2,
                FlowStepKey.ANSWER,
                Outcome.DONE,
                START,
                START.plusSeconds(2),
                List.of(
                    new FlowExchange(START, "kalm", "ca", "Ready", "it will look", true, "a.com")),
                null),
            new StepRecord(
                "i",
                7,
                2,
                FlowStepKey.VALIDATE,
                Outcome.DONE,
                START.plusSeconds(2),
                START.plusSeconds(5),
                List.of(),
                null));
  }

  @Test
  void whatFailedIsTheAnswerToTheOpenQuestion() {
    FlowJournal journal = journal(FlowStepKey.ORDER);
    journal.ask("kalm", "ca", "Order", null).answered("ok", true);
    var unused = journal.ask("kalm", "ca", "What has to be proven?", null);
    StepRecord failed = journal.failed("too many certificates").getLast();
    assertThat(unused).isNotNull();
    assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(failed.detail()).isEqualTo("too many certificates");
    assertThat(failed.exchanges())
        .extracting(FlowExchange::answered)
        .containsExactly("ok", "too many certificates");
    assertThat(failed.exchanges().getLast().ok()).isFalse();
  }

  @Test
  void aWaitWithoutNewsLeavesNothing() {
    FlowJournal journal = journal(FlowStepKey.RECORDS);
    journal.ask("kalm", "provider", "CNAME?", null).answered("no", false);
    assertThat(journal.waits(false)).isEmpty();
  }

  @Test
  void whatIsShownEarlyIsOpenAndComesAgainAtTheEnd() {
    FlowJournal journal = journal(FlowStepKey.VALIDATE);
    journal.ask("ca", "dns", "TXT?", null).answered("1 value", true);
    journal.show();
    assertThat(shown.getFirst()).hasSize(1);
    assertThat(shown.getFirst().getFirst().outcome()).isEqualTo(Outcome.OPEN);
    journal.ask("ca", "dns", "TXT?", null).answered("1 value", true);
    assertThat(journal.done().getLast().exchanges()).hasSize(2);
  }

  @Test
  void theLatestExchangesOfAStepAreKept() {
    FlowJournal journal = journal(FlowStepKey.LOOK);
    for (int i = 0; i < 50; i++) {
      journal.ask("kalm", "dns", "question " + i, null).answered("a", true);
    }
    assertThat(journal.done().getFirst().exchanges())
        .hasSize(FlowJournal.EXCHANGES_KEPT)
        .last()
        .extracting(FlowExchange::asked)
        .isEqualTo("question 49");
  }
}
