package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 9457), this service's own or a CA's (RFC 8555 section 6.7).
 *
 * <p>Start with {@link #of} or {@link #ofType} and add what is known with the {@code with} methods.
 *
 * @param type URI; {@code about:blank} says no more than the status, {@code
 *     urn:ietf:params:acme:error:…} is a CA's
 * @param status HTTP status; null when no HTTP answer stands behind it
 * @param detail what failed and for which name
 * @param errors every mistake in a request, reported together
 * @param subproblems a CA's, one for each identifier (RFC 8555 section 6.7.1)
 * @param kind an extension of this service: who can mend it
 * @param advice an extension of this service: one sentence, what to do
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type,
    @Nullable String title,
    @Nullable Integer status,
    @Nullable String detail,
    @Nullable String instance,
    List<Mistake> errors,
    List<Subproblem> subproblems,
    @Nullable ProblemKind kind,
    @Nullable String advice) {
  public static final String MEDIA_TYPE = "application/problem+json";
  public static final String NO_TYPE = "about:blank";

  public Problem {
    // RFC 9457 section 3.1.1: an absent type is about:blank.
    type = Json.orElse(type, NO_TYPE);
    errors = Json.listOf(errors);
    subproblems = Json.listOf(subproblems);
  }

  /** One with no type of its own. */
  public static Problem of(int status, String title, String detail) {
    return ofType(NO_TYPE, title, detail).withStatus(status);
  }

  public static Problem ofType(String type, @Nullable String title, @Nullable String detail) {
    return new Problem(type, title, null, detail, null, List.of(), List.of(), null, null);
  }

  public Problem withStatus(int status) {
    return new Problem(type, title, status, detail, instance, errors, subproblems, kind, advice);
  }

  public Problem withInstance(String instance) {
    return new Problem(type, title, status, detail, instance, errors, subproblems, kind, advice);
  }

  public Problem withErrors(List<Mistake> errors) {
    return new Problem(type, title, status, detail, instance, errors, subproblems, kind, advice);
  }

  public Problem withSubproblems(List<Subproblem> subproblems) {
    return new Problem(type, title, status, detail, instance, errors, subproblems, kind, advice);
  }

  public Problem withKind(ProblemKind kind) {
    return new Problem(type, title, status, detail, instance, errors, subproblems, kind, advice);
  }

  public Problem withAdvice(String advice) {
    return new Problem(type, title, status, detail, instance, errors, subproblems, kind, advice);
  }

  /** The one line to show when there is room for one: the detail, else the title, else the type. */
  public String summary() {
    if (detail != null && !detail.isBlank()) {
      return detail;
    }
    return title != null && !title.isBlank() ? title : type;
  }

  /**
   * One mistake in a request.
   *
   * @param pointer JSON pointer into the body as a fragment, {@code #/names/0}; null when it is not
   *     in the body
   * @param name the query or path parameter; null when it is in the body
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Mistake(@Nullable String pointer, @Nullable String name, String detail) {
    /** In the body, at a JSON pointer such as {@code /names/0} (RFC 6901). */
    public static Mistake at(String pointer, String detail) {
      return new Mistake("#" + pointer, null, detail);
    }

    /** In a query or path parameter. */
    public static Mistake in(String parameter, String detail) {
      return new Mistake(null, parameter, detail);
    }
  }

  /** One identifier's part of a CA's problem (RFC 8555 section 6.7.1). */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Subproblem(
      String type,
      @Nullable String title,
      @Nullable String detail,
      @Nullable Identifier identifier) {
    public Subproblem {
      type = Json.orElse(type, NO_TYPE);
    }
  }

  /** RFC 8555 section 7.1.4: {@code dns} or {@code ip}, and the name or address. */
  public record Identifier(String type, String value) {}
}
