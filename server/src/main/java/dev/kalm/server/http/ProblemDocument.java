package dev.kalm.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A problem document (RFC 9457): the API's own error format. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ProblemDocument(
    String type,
    String title,
    int status,
    @Nullable String detail,
    @Nullable String instance,
    List<Mistake> errors,
    @Nullable String advice) {
  static final String MEDIA_TYPE = "application/problem+json";
  static final String NO_TYPE = "about:blank";

  static ProblemDocument of(int status, String title, String detail) {
    return new ProblemDocument(NO_TYPE, title, status, detail, null, List.of(), null);
  }

  ProblemDocument withInstance(String instance) {
    return new ProblemDocument(type, title, status, detail, instance, errors, advice);
  }
}
