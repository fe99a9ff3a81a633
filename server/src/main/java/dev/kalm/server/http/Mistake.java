package dev.kalm.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One mistake in a request.
 *
 * @param pointer JSON pointer into the body as a fragment, {@code #/names/0} (RFC 6901); null when
 *     it is not in the body
 * @param name the query or path parameter; null when it is in the body
 * @param detail what is wrong, and what is right
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Mistake(@Nullable String pointer, @Nullable String name, String detail) {
  /** In the body, at a JSON pointer such as {@code /names/0}; empty for the whole body. */
  public static Mistake at(String pointer, String detail) {
    return new Mistake("#" + pointer, null, detail);
  }

  /** In a query or path parameter. */
  public static Mistake in(String parameter, String detail) {
    return new Mistake(null, parameter, detail);
  }
}
