package dev.kalm.api;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A call to the service that failed: the service's problem document, or one that says why none
 * came.
 */
public final class KalmException extends IOException {
  private final transient Problem problem;

  public KalmException(Problem problem) {
    this(problem, null);
  }

  public KalmException(Problem problem, @Nullable Throwable cause) {
    super(message(problem), cause);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }

  /** The HTTP status; 0 when no answer came. */
  public int status() {
    Integer status = problem.status();
    return status == null ? 0 : status;
  }

  private static String message(Problem problem) {
    return problem.advice() == null
        ? problem.summary()
        : problem.summary() + " " + problem.advice();
  }
}
