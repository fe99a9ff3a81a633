package dev.kalm.server.issuance;

import dev.kalm.api.ChallengeType;
import dev.kalm.api.FlowExchange;
import dev.kalm.api.FlowStepKey;
import dev.kalm.server.challenge.Look;
import dev.kalm.server.challenge.Presentation;
import dev.kalm.server.challenge.Sighting;
import dev.kalm.server.challenge.Solver;
import dev.kalm.server.check.RecordCheck;
import dev.kalm.server.check.RecordStatus;
import dev.kalm.server.flow.Actors;
import dev.kalm.server.flow.FlowJournal;
import dev.kalm.server.flow.FlowText;
import dev.kalm.server.issuance.IssuanceEngine.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the steps of a validation note for people. */
final class ValidationWords {
  private ValidationWords() {}

  /** What is wrong comes last, since a long list keeps its end. */
  static void records(FlowJournal journal, List<RecordCheck> records, Instant at) {
    List<RecordCheck> worstLast = new ArrayList<>(records);
    worstLast.sort(Comparator.comparing(RecordCheck::stopsIssuance));
    for (RecordCheck check : worstLast) {
      journal.note(
          new FlowExchange(
              at,
              Actors.KALM,
              Actors.PROVIDER,
              check.type() + " of " + check.name() + "?",
              check.detail(),
              !check.stopsIssuance(),
              subject(check.name())));
    }
    for (RecordCheck check : worstLast) {
      if (check.stopsIssuance()
          && check.status() == RecordStatus.MISSING
          && !check.value().isEmpty()) {
        journal.note(
            new FlowExchange(
                at,
                Actors.KALM,
                Actors.YOU,
                "Please add the %s record of %s: %s"
                    .formatted(check.type(), check.name(), check.value()),
                null,
                null,
                subject(check.name())));
      }
    }
  }

  private static String subject(String name) {
    String prefix = "_acme-challenge.";
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }

  static String authorizations(int count) {
    return count == 1 ? "1 name to prove" : count + " names to prove";
  }

  static String challenges(
      ChallengeType type, List<Presentation> presentations, List<String> proven) {
    List<String> parts = new ArrayList<>();
    if (!presentations.isEmpty()) {
      parts.add(
          FlowText.names(presentations.stream().map(Presentation::domain).distinct().toList())
              + " by "
              + type);
    }
    if (!proven.isEmpty()) {
      parts.add(
          "of " + FlowText.names(proven.stream().distinct().toList()) + " the proof still holds");
    }
    return String.join("; ", parts);
  }

  static void nothingToProve(FlowJournal journal) {
    journal.skip(FlowStepKey.PUBLISH);
    journal.skip(FlowStepKey.LOOK);
    journal.skip(FlowStepKey.ANSWER);
    journal.skip(FlowStepKey.VALIDATE);
  }

  static void published(
      FlowJournal journal, Solver solver, List<Presentation> presentations, Instant at) {
    List<String> places = solver.places(presentations);
    for (int i = 0; i < presentations.size(); i++) {
      Presentation presentation = presentations.get(i);
      String asked =
          switch (solver.type()) {
            case DNS_01 -> "Publish TXT " + presentation.value() + " at " + places.get(i);
            case HTTP_01 -> "Publish the answer at " + places.get(i);
          };
      journal.note(
          new FlowExchange(
              at,
              Actors.KALM,
              place(solver.type()),
              asked,
              "published",
              true,
              presentation.domain()));
    }
  }

  static void looks(FlowJournal journal, ChallengeType type, List<Look> looks, Instant at) {
    for (Look look : looks) {
      String asked =
          switch (type) {
            case DNS_01 -> look.ourselves() ? Actors.DNS : Actors.PROVIDER;
            case HTTP_01 -> Actors.WEB;
          };
      journal.note(
          new FlowExchange(
              at, Actors.KALM, asked, look.asked(), look.detail(), look.ok(), look.domain()));
    }
  }

  /** The CA, or somebody whom it has sent. */
  static void seen(Task task, List<Sighting> sightings) {
    for (Sighting sighting : sightings) {
      task.journal()
          .note(
              new FlowExchange(
                  sighting.at(),
                  Actors.CA,
                  place(task.solver().type()),
                  sighting.asked(),
                  sighting.answered(),
                  sighting.ok().orElse(null),
                  null));
    }
  }

  private static String place(ChallengeType type) {
    return switch (type) {
      case DNS_01 -> Actors.DNS;
      case HTTP_01 -> Actors.WEB;
    };
  }
}
