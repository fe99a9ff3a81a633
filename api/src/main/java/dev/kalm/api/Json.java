package dev.kalm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** The contract's JSON: fields in the order of the records, times as RFC 3339 in UTC. */
public final class Json {
  private static final JsonMapper LENIENT =
      JsonMapper.builder()
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private static final JsonMapper STRICT =
      LENIENT
          .rebuild()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** Ignores fields that it does not know: a client works with a newer server. */
  public static JsonMapper mapper() {
    return LENIENT;
  }

  /** Refuses fields that it does not know: a server tells a client about its typing error. */
  public static JsonMapper strictMapper() {
    return STRICT;
  }

  /** A list that JSON left out is an empty one. */
  static <T> List<T> listOf(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  static <T> T orElse(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}
