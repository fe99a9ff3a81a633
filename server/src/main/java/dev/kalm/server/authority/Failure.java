package dev.kalm.server.authority;

import dev.kalm.api.Problem;
import dev.kalm.api.ProblemKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A failure as a value.
 *
 * @param kind what follows from it
 * @param problem the CA's problem document kept whole (RFC 8555 section 6.7), or ours; {@code kind}
 *     and {@code advice} are filled in
 * @param notBefore the earliest moment of a new try that the CA asked for
 */
public record Failure(ProblemKind kind, Problem problem, @Nullable Instant notBefore) {

  /**
   * A failure that no CA reported.
   *
   * @param title a few words, the same for every occurrence
   * @param detail what failed, for which name
   * @param advice what the user does next
   */
  public static Failure of(ProblemKind kind, String title, String detail, String advice) {
    Problem problem =
        Problem.ofType("urn:kalm:problem:" + title.replaceAll("[^a-z0-9]+", "-"), title, detail)
            .withKind(kind)
            .withAdvice(advice);
    return new Failure(kind, problem, null);
  }
}
