package dev.kalm.server.issuance;

import dev.kalm.api.Problem;
import dev.kalm.api.ProblemKind;
import dev.kalm.server.authority.Failure;
import dev.kalm.server.authority.Order;
import dev.kalm.server.issuance.IssuanceEngine.Outcome;
import dev.kalm.server.issuance.IssuanceEngine.Task;
import java.util.Locale;

/** Ends of a step that the CA brought about. */
final class Setbacks {
  private Setbacks() {}

  /** An order that can no longer be finished. */
  static Outcome lost(Task task, Order order) {
    Problem error = order.error();
    if (error != null) {
      return new Outcome.Fail(
          task.authority().refusal(task.certificate().names().getFirst(), error), true);
    }
    return new Outcome.Fail(
        Failure.of(
            ProblemKind.TRANSIENT,
            "the order cannot be finished",
            task.authority().name()
                + " holds the order for "
                + task.certificate().names().getFirst()
                + " for "
                + order.status().name().toLowerCase(Locale.ROOT),
            "nothing: a new order is placed"),
        true);
  }

  static Outcome tooSlow(Task task, String doing) {
    return new Outcome.Fail(
        Failure.of(
            ProblemKind.TRANSIENT,
            "the authority takes too long",
            task.authority().name()
                + " has been "
                + doing
                + " for over "
                + IssuanceSteps.AUTHORITY_LIMIT.toMinutes()
                + " minutes",
            "nothing: it is looked at again"),
        false);
  }
}
