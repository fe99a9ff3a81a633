package dev.kalm.server.http;

import dev.kalm.api.Problem.Mistake;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads query parameters, and refuses in words what does not fit. */
public final class QueryParameters {
  private static final int MOST_WORDS = 100;

  private QueryParameters() {}

  /**
   * A whole number from {@code least} to {@code most}; {@code absent} where the parameter is not
   * given.
   */
  public static int number(Context context, String parameter, int absent, int least, int most) {
    String text = context.queryParam(parameter);
    if (text == null) {
      return absent;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // said below, as for a number that is out of range
    }
    String detail =
        "%s is \"%s\": it has to be a whole number from %d to %d"
            .formatted(parameter, text, least, most);
    throw RequestException.badRequest(detail, List.of(Mistake.in(parameter, detail)));
  }

  /** One of the words that {@code parse} knows; null where the parameter is not given. */
  public static <T> @Nullable T word(Context context, String parameter, Function<String, T> parse) {
    String text = context.queryParam(parameter);
    return text == null ? null : parsed(parameter, text, parse);
  }

  /**
   * Any of the words that {@code parse} knows, separated by commas; none where the parameter is not
   * given.
   */
  public static <T> List<T> words(Context context, String parameter, Function<String, T> parse) {
    String text = context.queryParam(parameter);
    return text == null || text.isBlank()
        ? List.of()
        : Stream.of(text.split(",", -1))
            .limit(MOST_WORDS)
            .map(word -> parsed(parameter, word.strip(), parse))
            .distinct()
            .toList();
  }

  private static <T> T parsed(String parameter, String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException unknown) {
      throw wrong(parameter, String.valueOf(unknown.getMessage()));
    }
  }

  /**
   * The text in {@code search}, at most so many characters; null where it is not given, or blank.
   */
  public static @Nullable String search(Context context, int longest) {
    String search = context.queryParam("search");
    if (search != null && search.length() > longest) {
      throw wrong("search", "it is longer than a name can be (" + longest + " characters)");
    }
    return search == null || search.isBlank() ? null : search;
  }

  /** The refusal of a parameter's value. */
  public static RequestException wrong(String parameter, String why) {
    String detail = parameter + ": " + why;
    return RequestException.badRequest(detail, List.of(Mistake.in(parameter, detail)));
  }

  /** The {@code next} of the part before, a number; 0 where the parameter is not given. */
  public static long cursor(Context context, String parameter) {
    String text = context.queryParam(parameter);
    if (text == null) {
      return 0;
    }
    if (text.matches("[0-9]{1,18}")) {
      return Long.parseLong(text);
    }
    String detail = "%s is \"%s\": give the next of the part before".formatted(parameter, text);
    throw RequestException.badRequest(detail, List.of(Mistake.in(parameter, detail)));
  }
}
