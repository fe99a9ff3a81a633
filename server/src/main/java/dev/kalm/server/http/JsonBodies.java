package dev.kalm.server.http;

import io.javalin.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Bodies in JSON: fields in the order of the records, times as RFC 3339 in UTC, an absent Optional
 * as null. Reading is strict, and says in the API's own words where a body is wrong.
 */
final class JsonBodies implements JsonMapper {
  private static final tools.jackson.databind.json.JsonMapper MAPPER =
      tools.jackson.databind.json.JsonMapper.builder()
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static byte[] write(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  @Override
  public String toJsonString(Object value, Type type) {
    return MAPPER.writeValueAsString(value);
  }

  @Override
  public InputStream toJsonStream(Object value, Type type) {
    return new ByteArrayInputStream(MAPPER.writeValueAsBytes(value));
  }

  @Override
  public <T> T fromJsonString(String json, Type type) {
    if (json.isBlank()) {
      throw RequestException.badRequest("The request needs a body in JSON, and has none.");
    }
    try {
      T value = MAPPER.readValue(json, MAPPER.constructType(type));
      if (value == null) {
        throw RequestException.badRequest("The body is null. Send an object.");
      }
      return value;
    } catch (JacksonException e) {
      throw badRequest(e);
    }
  }

  @Override
  public <T> T fromJsonStream(InputStream json, Type type) {
    try (json) {
      return fromJsonString(
          new String(json.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8), type);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static RequestException badRequest(JacksonException failure) {
    if (failure instanceof StreamReadException) {
      return RequestException.badRequest(
          "The body is no JSON: at line %d, column %d: %s."
              .formatted(
                  failure.getLocation().getLineNr(),
                  failure.getLocation().getColumnNr(),
                  failure.getOriginalMessage().lines().findFirst().orElse("malformed")));
    }
    String pointer = pointer(failure.getPath());
    Mistake mistake = Mistake.at(pointer, sentence(failure));
    return RequestException.badRequest(
        "The body is not what this request needs. At %s: %s"
            .formatted(pointer.isEmpty() ? "its root" : pointer, mistake.detail()),
        List.of(mistake));
  }

  private static String sentence(JacksonException failure) {
    if (failure instanceof UnrecognizedPropertyException unknown) {
      return "There is no field \"%s\" here. Known: %s."
          .formatted(unknown.getPropertyName(), known(unknown));
    }
    if (failure instanceof MismatchedInputException mismatched
        && mismatched.getTargetType() != null) {
      return "This has to be %s.".formatted(words(mismatched.getTargetType()));
    }
    if (failure.getCause() instanceof IllegalArgumentException refused
        && refused.getMessage() != null) {
      // A record's constructor that refuses its arguments, in its own words.
      return refused.getMessage();
    }
    return "This value does not fit.";
  }

  private static String known(UnrecognizedPropertyException unknown) {
    Collection<Object> fields = unknown.getKnownPropertyIds();
    return fields == null
        ? "none"
        : fields.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
  }

  private static String words(Class<?> type) {
    if (type == String.class) {
      return "a string";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (type == Instant.class) {
      return "a time such as 2026-11-23T12:00:00Z (RFC 3339)";
    }
    if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
      return "a number";
    }
    if (Collection.class.isAssignableFrom(type) || type.isArray()) {
      return "a list";
    }
    if (type.isEnum()) {
      return "one of the known words";
    }
    return Map.class.isAssignableFrom(type) || type.isRecord() ? "an object" : "a value that fits";
  }

  private static String pointer(List<JacksonException.Reference> path) {
    return path.stream()
        .map(step ->
            Optional.ofNullable(step.getPropertyName())
                .map(name -> name.replace("~", "~0").replace("/", "~1"))
                .orElseGet(() -> Integer.toString(step.getIndex())))
        .map(step -> "/" + step)
        .collect(Collectors.joining());
  }
}
