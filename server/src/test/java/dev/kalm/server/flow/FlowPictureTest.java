package dev.kalm.server.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.ChallengeType;
import dev.kalm.api.Flow;
import dev.kalm.api.FlowActor;
import dev.kalm.api.FlowExchange;
import dev.kalm.api.FlowStep;
import dev.kalm.api.FlowStepKey;
import dev.kalm.api.FlowStepStatus;
import dev.kalm.api.IssuanceState;
import dev.kalm.api.Problem;
import dev.kalm.server.flow.StepRecord.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FlowPictureTest {
  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
  private static final FlowSubject.Cast DNS =
      new FlowSubject.Cast(
          ChallengeType.DNS_01, "letsencrypt", List.of("myapp.com"), "acme-d985e9.mycluster.com");
  private static final FlowSubject.Cast HTTP =
      new FlowSubject.Cast(ChallengeType.HTTP_01, "letsencrypt", List.of("myapp.com"), null);

  private static FlowSubject subject(
      FlowSubject.Cast cast, IssuanceState state, int failures, @Nullable Problem problem) {
    return new FlowSubject(
        "i",
        cast,
        state,
        failures,
        START,
        state == IssuanceState.ISSUED ? START.plusSeconds(99) : null,
        "doing something",
        problem);
  }

  /** Took one second, {@code revision} seconds after the start. */
  private static StepRecord record(int revision, int attempt, FlowStepKey step, Outcome outcome) {
    Instant from = START.plusSeconds(revision);
    return new StepRecord(
        "i",
        revision,
        attempt,
        step,
        outcome,
        from,
        from.plusSeconds(1),
        List.of(new FlowExchange(from, "kalm", "ca", "of try " + attempt, "yes", true, null)),
        outcome == Outcome.DONE ? null : "because");
  }

  /** Every step up to and with {@code last}, done. */
  private static List<StepRecord> done(FlowStepKey last, int attempt) {
    List<StepRecord> records = new ArrayList<>();
    int revision = 0;
    for (FlowStepKey key : FlowStepKey.values()) {
      if (key.compareTo(last) <= 0) {
        records.add(record(revision++, attempt, key, Outcome.DONE));
      }
    }
    return records;
  }

  private static FlowStep step(Flow flow, FlowStepKey key) {
    return flow.steps().stream().filter(step -> step.key() == key).findFirst().orElseThrow();
  }

  private static List<FlowStepStatus> statuses(Flow flow) {
    return flow.steps().stream().map(FlowStep::status).toList();
  }

  @ParameterizedTest
  @EnumSource(IssuanceState.class)
  void everyStateOfBothChallengesHasAPictureWithoutAnyRecords(IssuanceState state) {
    for (FlowSubject.Cast cast : List.of(DNS, HTTP)) {
      Flow flow = FlowPicture.of(subject(cast, state, 1, null), List.of());
      assertThat(flow.actors()).hasSizeLessThanOrEqualTo(5);
      assertThat(flow.steps()).hasSize(cast == DNS ? 9 : 8);
      long current =
          flow.steps().stream()
              .filter(step ->
                  step.status() == FlowStepStatus.ACTIVE || step.status() == FlowStepStatus.FAILED)
              .count();
      assertThat(current).isEqualTo(state == IssuanceState.ISSUED ? 0 : 1);
    }
  }

  @Test
  void aWildcardThatIsIssuedHasAllItsStepsWithTheirTimes() {
    Flow flow =
        FlowPicture.of(subject(DNS, IssuanceState.ISSUED, 0, null), done(FlowStepKey.INSTALL, 1));
    assertThat(flow.actors())
        .extracting(FlowActor::id)
        .containsExactly("you", "provider", "kalm", "dns", "ca");
    assertThat(flow.actors().get(3).name()).isEqualTo("acme-d985e9.mycluster.com");
    assertThat(flow.attempt()).isEqualTo(1);
    assertThat(flow.finishedAt()).isEqualTo(START.plusSeconds(99));
    assertThat(statuses(flow)).containsOnly(FlowStepStatus.DONE);
    assertThat(step(flow, FlowStepKey.PUBLISH).startedAt()).isEqualTo(START.plusSeconds(2));
    assertThat(step(flow, FlowStepKey.PUBLISH).finishedAt()).isEqualTo(START.plusSeconds(3));
  }

  @Test
  void aWebChallengeHasNoRecordsToLookForAndAsksPort80() {
    Flow flow =
        FlowPicture.of(
            subject(HTTP, IssuanceState.CONFIRMING, 0, null), done(FlowStepKey.PUBLISH, 1));
    assertThat(flow.actors()).extracting(FlowActor::id).containsExactly("you", "kalm", "web", "ca");
    assertThat(flow.steps().getFirst().key()).isEqualTo(FlowStepKey.ORDER);
    FlowStep look = step(flow, FlowStepKey.LOOK);
    assertThat(look.status()).isEqualTo(FlowStepStatus.ACTIVE);
    assertThat(look.detail()).isEqualTo("doing something");
    // It began when the step before it ended.
    assertThat(look.startedAt()).isEqualTo(START.plusSeconds(3));
    assertThat(look.finishedAt()).isNull();
    assertThat(step(flow, FlowStepKey.ANSWER).status()).isEqualTo(FlowStepStatus.PENDING);
  }

  @Test
  void namesThatAreStillProvenSkipTheirSteps() {
    List<StepRecord> records = done(FlowStepKey.ORDER, 1);
    for (FlowStepKey key :
        List.of(FlowStepKey.PUBLISH, FlowStepKey.LOOK, FlowStepKey.ANSWER, FlowStepKey.VALIDATE)) {
      records.add(record(2, 1, key, Outcome.SKIPPED));
    }
    Flow flow = FlowPicture.of(subject(DNS, IssuanceState.FINALIZING, 0, null), records);
    assertThat(statuses(flow).subList(2, 7))
        .containsExactly(
            FlowStepStatus.SKIPPED,
            FlowStepStatus.SKIPPED,
            FlowStepStatus.SKIPPED,
            FlowStepStatus.SKIPPED,
            FlowStepStatus.ACTIVE);
    assertThat(step(flow, FlowStepKey.VALIDATE).detail())
        .isEqualTo("letsencrypt still holds the names for proven");
    assertThat(step(flow, FlowStepKey.VALIDATE).startedAt()).isNull();
  }

  @Test
  void aFailedTryShowsWhereItEndedAndWhy() {
    List<StepRecord> records = done(FlowStepKey.ANSWER, 1);
    records.add(record(5, 1, FlowStepKey.VALIDATE, Outcome.FAILED));
    Problem problem = Problem.of(403, "Unauthorized", "the TXT record is wrong");
    Flow flow = FlowPicture.of(subject(DNS, IssuanceState.FAILED, 1, problem), records);
    assertThat(flow.attempt()).isEqualTo(1);
    assertThat(flow.problem()).isEqualTo(problem);
    assertThat(step(flow, FlowStepKey.ANSWER).status()).isEqualTo(FlowStepStatus.DONE);
    FlowStep failed = step(flow, FlowStepKey.VALIDATE);
    assertThat(failed.status()).isEqualTo(FlowStepStatus.FAILED);
    assertThat(failed.detail()).isEqualTo("the TXT record is wrong");
    assertThat(failed.finishedAt()).isEqualTo(START.plusSeconds(6));
    assertThat(step(flow, FlowStepKey.FINALIZE).status()).isEqualTo(FlowStepStatus.PENDING);
  }

  @Test
  void aTryFromTheStartBeginsTheStepsAnew() {
    List<StepRecord> records = done(FlowStepKey.ANSWER, 1);
    records.add(record(5, 1, FlowStepKey.VALIDATE, Outcome.FAILED));
    Flow flow = FlowPicture.of(subject(DNS, IssuanceState.AWAITING_DELEGATION, 1, null), records);
    assertThat(flow.attempt()).isEqualTo(2);
    assertThat(statuses(flow).subList(1, 9)).containsOnly(FlowStepStatus.PENDING);
    assertThat(step(flow, FlowStepKey.RECORDS).status()).isEqualTo(FlowStepStatus.ACTIVE);
    assertThat(flow.steps()).allSatisfy(step -> assertThat(step.exchanges()).isEmpty());
  }

  @Test
  void aTryThatGoesOnWhereItWasKeepsWhatWasDone() {
    List<StepRecord> records = done(FlowStepKey.LOOK, 1);
    records.add(record(4, 1, FlowStepKey.ANSWER, Outcome.FAILED));
    Flow flow = FlowPicture.of(subject(DNS, IssuanceState.VALIDATING, 1, null), records);
    assertThat(statuses(flow).subList(0, 4)).containsOnly(FlowStepStatus.DONE);
    FlowStep answer = step(flow, FlowStepKey.ANSWER);
    assertThat(answer.status()).isEqualTo(FlowStepStatus.ACTIVE);
    assertThat(answer.exchanges()).hasSize(1);
  }

  @Test
  void whileTheCaLooksWhatItHasAskedIsThereToBeSeen() {
    List<StepRecord> records = done(FlowStepKey.ANSWER, 1);
    records.add(record(4, 1, FlowStepKey.VALIDATE, Outcome.OPEN));
    Flow flow = FlowPicture.of(subject(DNS, IssuanceState.VALIDATING, 0, null), records);
    assertThat(step(flow, FlowStepKey.ANSWER).status()).isEqualTo(FlowStepStatus.DONE);
    FlowStep validate = step(flow, FlowStepKey.VALIDATE);
    assertThat(validate.status()).isEqualTo(FlowStepStatus.ACTIVE);
    assertThat(validate.exchanges()).hasSize(1);
  }

  @Test
  void whatTheUserWasAskedForIsAnsweredOnceItIsThere() {
    FlowExchange asked =
        new FlowExchange(START, "kalm", "you", "Please add", null, null, "myapp.com");
    StepRecord waited =
        new StepRecord(
            "i",
            1,
            1,
            FlowStepKey.RECORDS,
            Outcome.OPEN,
            START,
            START.plusSeconds(1),
            List.of(asked),
            null);
    Flow waiting =
        FlowPicture.of(subject(DNS, IssuanceState.AWAITING_DELEGATION, 0, null), List.of(waited));
    assertThat(step(waiting, FlowStepKey.RECORDS).exchanges()).containsExactly(asked);

    Flow ordering =
        FlowPicture.of(
            subject(DNS, IssuanceState.ORDERING, 0, null),
            List.of(waited, record(2, 1, FlowStepKey.RECORDS, Outcome.DONE)));
    FlowStep records = step(ordering, FlowStepKey.RECORDS);
    assertThat(records.exchanges().getFirst().answered()).isEqualTo("added");
    assertThat(records.startedAt()).isEqualTo(START);
    assertThat(records.finishedAt()).isEqualTo(START.plusSeconds(3));
  }

  @Test
  void ofManyExchangesOfAStepTheLatestAreShown() {
    List<StepRecord> records = new ArrayList<>();
    for (int look = 0; look < 30; look++) {
      records.add(record(look, 1, FlowStepKey.RECORDS, Outcome.OPEN));
    }
    Flow flow = FlowPicture.of(subject(DNS, IssuanceState.AWAITING_DELEGATION, 0, null), records);
    assertThat(step(flow, FlowStepKey.RECORDS).exchanges())
        .hasSize(20)
        .last()
        .extracting(FlowExchange::at)
        .isEqualTo(START.plusSeconds(29));
  }

  @Test
  void aQuestionOfTheCaThatCameBeforeTheStepBelongsToIt() {
    List<StepRecord> records = done(FlowStepKey.ANSWER, 1);
    Instant early = START.plusSeconds(4);
    records.add(
        new StepRecord(
            "i",
            4,
            1,
            FlowStepKey.VALIDATE,
            Outcome.DONE,
            START.plusSeconds(5),
            START.plusSeconds(6),
            List.of(new FlowExchange(early, "ca", "dns", "TXT?", "1 value", true, null)),
            null));
    Flow flow = FlowPicture.of(subject(DNS, IssuanceState.FINALIZING, 0, null), records);
    assertThat(step(flow, FlowStepKey.VALIDATE).startedAt()).isEqualTo(early);
  }
}
