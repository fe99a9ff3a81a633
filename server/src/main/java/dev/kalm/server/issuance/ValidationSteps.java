package dev.kalm.server.issuance;

import dev.kalm.api.FlowStepKey;
import dev.kalm.api.Problem;
import dev.kalm.api.ProblemKind;
import dev.kalm.server.authority.Authority;
import dev.kalm.server.authority.AuthorityException;
import dev.kalm.server.authority.Authorization;
import dev.kalm.server.authority.Failure;
import dev.kalm.server.authority.Order;
import dev.kalm.server.authority.Status;
import dev.kalm.server.challenge.Look;
import dev.kalm.server.challenge.Presentation;
import dev.kalm.server.challenge.Sightings;
import dev.kalm.server.check.RecordCheck;
import dev.kalm.server.flow.Actors;
import dev.kalm.server.flow.FlowJournal;
import dev.kalm.server.flow.FlowText;
import dev.kalm.server.issuance.IssuanceEngine.Outcome;
import dev.kalm.server.issuance.IssuanceEngine.Task;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** From wanted names to names that the CA has validated. */
final class ValidationSteps {

  /** Challenge values leave by themselves after this long, whatever becomes of the issuance. */
  static final Duration VALUES_KEPT = Duration.ofHours(24);

  /**
   * Validations normally begin within this; then the CA is asked whether it has seen what we have
   * not.
   */
  static final Duration SIGHTING_LIMIT = Duration.ofSeconds(2);

  /**
   * When our own look keeps failing for this long, the authority is asked all the same: a machine
   * behind a router that does not lead it back to itself can never see what the authority sees.
   */
  static final Duration ASK_ANYWAY = Duration.ofMinutes(15);

  /** A step that takes longer than this lets those who watch see what it has come to so far. */
  private static final Duration SHOWN_AFTER = Duration.ofMillis(300);

  private static final Duration LOOK_SOONEST = Duration.ofSeconds(5);
  private static final Duration LOOK_LATEST = Duration.ofMinutes(5);
  private static final int LOOKS_SLOW_DOWN = 10;

  private final CertificateSteps certificateSteps;
  private final InstantSource clock;

  ValidationSteps(CertificateSteps certificateSteps, InstantSource clock) {
    this.certificateSteps = certificateSteps;
    this.clock = clock;
  }

  Outcome awaitDelegation(Task task, IssuanceState.AwaitingDelegation state)
      throws InterruptedException {
    List<RecordCheck> records = task.solver().records(task.certificate().domains());
    List<RecordCheck> missing = records.stream().filter(RecordCheck::stopsIssuance).toList();
    ValidationWords.records(task.journal(), records, clock.instant());
    if (missing.isEmpty()) {
      return Outcome.Next.to(
          task.issuance()
              .at(
                  new IssuanceState.Ordering(),
                  "placing an order with " + task.authority().name()));
    }
    RecordCheck first = missing.getFirst();
    String more = missing.size() == 1 ? "" : " (and " + (missing.size() - 1) + " more)";
    return new Outcome.Wait(
        task.issuance()
            .waiting(
                "waiting for the "
                    + first.type()
                    + " record of "
                    + first.name()
                    + ": "
                    + first.detail()
                    + more,
                nextLook(state.since())));
  }

  /** Soon at first, slowing down with the age of the wait. */
  private Instant nextLook(Instant since) {
    Instant now = clock.instant();
    Duration wait = Duration.between(since, now).dividedBy(LOOKS_SLOW_DOWN);
    wait = wait.compareTo(LOOK_SOONEST) < 0 ? LOOK_SOONEST : wait;
    return now.plus(wait.compareTo(LOOK_LATEST) > 0 ? LOOK_LATEST : wait);
  }

  Outcome order(Task task) throws AuthorityException {
    FlowJournal.Asked asked =
        task.journal()
            .ask(
                Actors.KALM,
                Actors.CA,
                "Order for " + FlowText.names(task.certificate().names()),
                null);
    Order order =
        task.authority().newOrder(task.certificate().names(), task.certificate().profile());
    asked.answered(ValidationWords.authorizations(order.authorizations().size()), true);
    return Outcome.Next.to(
        task.issuance()
            .at(
                new IssuanceState.Presenting(
                    order.url(), order.finalizeUrl(), order.authorizations()),
                "the order is placed; reading its challenges"));
  }

  Outcome present(Task task, IssuanceState.Presenting state) throws AuthorityException {
    List<Presentation> presentations = new ArrayList<>();
    List<String> proven = new ArrayList<>();
    FlowJournal.Asked asked =
        task.journal().ask(Actors.KALM, Actors.CA, "What has to be proven?", null);
    for (URI url : state.authorizations()) {
      Authorization authorization = task.authority().authorization(url);
      if (authorization.status() == Status.VALID) {
        proven.add(authorization.domain());
        continue;
      }
      if (authorization.status() != Status.PENDING) {
        return refused(task, authorization);
      }
      Optional<Authorization.Challenge> challenge =
          authorization.challenge(task.solver().type().toString());
      if (challenge.isEmpty()) {
        return new Outcome.Fail(
            Failure.of(
                ProblemKind.REFUSED,
                "the authority does not offer the challenge",
                task.authority().name()
                    + " does not let "
                    + authorization.domain()
                    + " be proven by "
                    + task.solver().type(),
                "choose the other challenge, or another authority"),
            true);
      }
      String value =
          task.solver().value(task.authority().keyAuthorization(challenge.get().token()));
      presentations.add(
          new Presentation(
              authorization.domain(),
              authorization.url(),
              challenge.get().url(),
              challenge.get().token(),
              value));
    }
    asked.answered(ValidationWords.challenges(task.solver().type(), presentations, proven), true);
    return presented(task, state, presentations);
  }

  private Outcome presented(
      Task task, IssuanceState.Presenting state, List<Presentation> presentations) {
    if (presentations.isEmpty()) {
      ValidationWords.nothingToProve(task.journal());
      return certificateSteps.begin(task, state.order(), state.finalizeUrl());
    }
    task.journal().begin(FlowStepKey.PUBLISH);
    ValidationWords.published(task.journal(), task.solver(), presentations, clock.instant());
    Instant now = clock.instant();
    return new Outcome.Next(transaction -> {
      long publication =
          task.solver()
              .present(transaction, task.issuance().id(), presentations, now.plus(VALUES_KEPT));
      return task.issuance()
          .at(
              new IssuanceState.Confirming(
                  state.order(), state.finalizeUrl(), presentations, publication, now),
              "the challenge values are published; looking at them from outside");
    });
  }

  Outcome confirm(Task task, IssuanceState.Confirming state) throws InterruptedException {
    FlowJournal.Asked published =
        task.journal()
            .ask(Actors.KALM, Actors.KALM, "Does every node show what was published?", null);
    if (!task.solver().awaitPublished(state.publication())) {
      published.answered("not yet", null);
      return new Outcome.Wait(
          task.issuance()
              .waiting(
                  "waiting until every node serves the challenge values",
                  clock.instant().plus(LOOK_SOONEST)));
    }
    published.answered("yes", true);
    Instant now = clock.instant();
    List<Look> looks = task.solver().lookAsTheAuthority(state.presentations());
    ValidationWords.looks(task.journal(), task.solver().type(), looks, now);
    Optional<String> wrong =
        looks.stream().filter(look -> !look.ok()).map(Look::detail).findFirst();
    if (wrong.isPresent() && state.since().plus(ASK_ANYWAY).isAfter(clock.instant())) {
      return new Outcome.Wait(task.issuance().waiting(wrong.get(), nextLook(state.since())));
    }
    return Outcome.Next.to(
        task.issuance()
            .at(
                new IssuanceState.Validating(
                    state.order(), state.finalizeUrl(), state.presentations(), clock.instant()),
                (wrong.isEmpty() ? "seen from outside; " : "")
                    + task.authority().name()
                    + " is asked to validate"));
  }

  Outcome validate(Task task, IssuanceState.Validating state)
      throws AuthorityException, InterruptedException {
    try (Sightings.Watch watch = task.solver().watch(state.presentations())) {
      for (Presentation presentation : state.presentations()) {
        FlowJournal.Asked asked =
            task.journal()
                .ask(
                    Actors.KALM,
                    Actors.CA,
                    "Ready: look at " + presentation.domain(),
                    presentation.domain());
        answer(task.authority(), presentation);
        asked.answered("it will look", true);
      }
      task.journal().begin(FlowStepKey.VALIDATE);
      if (!watch.await(SHOWN_AFTER)) {
        ValidationWords.seen(task, watch.drain());
        task.journal().show();
        watch.await(SIGHTING_LIMIT.minus(SHOWN_AFTER));
      }
      return verdicts(task, state, watch);
    }
  }

  private Outcome verdicts(Task task, IssuanceState.Validating state, Sightings.Watch watch)
      throws AuthorityException, InterruptedException {
    for (Presentation presentation : state.presentations()) {
      Polling polling = new Polling(clock, state.since().plus(IssuanceSteps.AUTHORITY_LIMIT));
      FlowJournal.Asked asked =
          task.journal()
              .ask(
                  Actors.KALM,
                  Actors.CA,
                  "Is " + presentation.domain() + " proven?",
                  presentation.domain());
      while (true) {
        Authorization authorization = task.authority().authorization(presentation.authorization());
        ValidationWords.seen(task, watch.drain());
        if (authorization.status() == Status.VALID) {
          asked.answered("yes, it is valid", true);
          break;
        }
        if (authorization.status() != Status.PENDING) {
          return refused(task, authorization);
        }
        Duration wait = polling.next(authorization.retryAfter());
        if (wait == null) {
          return Setbacks.tooSlow(task, "validating " + presentation.domain());
        }
        if (wait.compareTo(SHOWN_AFTER) >= 0) {
          task.journal().show();
        }
        Thread.sleep(wait);
      }
    }
    return certificateSteps.begin(task, state.order(), state.finalizeUrl());
  }

  /**
   * A challenge that was answered before a crash cannot be answered again: then its authorization
   * tells.
   */
  private static void answer(Authority authority, Presentation presentation)
      throws AuthorityException {
    try {
      authority.answer(presentation.challenge());
    } catch (AuthorityException refused) {
      boolean pending =
          authority.authorization(presentation.authorization()).challenges().stream()
              .anyMatch(challenge ->
                  challenge.url().equals(presentation.challenge())
                      && challenge.status() == Status.PENDING);
      if (pending) {
        throw refused;
      }
    }
  }

  /** An authorization that did not become valid: its challenge's error says why. */
  private static Outcome refused(Task task, Authorization authorization) {
    Problem error =
        authorization.challenges().stream()
            .map(Authorization.Challenge::error)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(
                Problem.ofType(
                    Problem.NO_TYPE,
                    "the authorization is no longer valid",
                    task.authority().name()
                        + " holds the authorization of "
                        + authorization.domain()
                        + " for "
                        + authorization.status().name().toLowerCase(Locale.ROOT)));
    return new Outcome.Fail(task.authority().refusal(authorization.domain(), error), true);
  }
}
