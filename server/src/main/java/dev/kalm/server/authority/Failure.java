package dev.kalm.server.authority;

import dev.kalm.api.Problem;
import dev.kalm.api.ProblemKind;
import java.time.Instant;
import java.util.List;
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

  /** What another setting of the authority may mend; the rest of a type's URN or URI. */
  private static final List<String> SETTINGS =
      List.of(
          ":the-terms-of-service-are-not-agreed-to",
          ":unknown-authority",
          ":externalAccountRequired",
          ":invalidContact",
          ":unsupportedContact");

  /** Whether it may not come again once the authority is set in another way. */
  public boolean mayEndWithSettings() {
    return SETTINGS.stream().anyMatch(problem.type()::endsWith);
  }

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
